import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './errors';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Requests are sent also when the browser says offline: it is often wrong, and a paused request says nothing.
      networkMode: 'always',
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => count < 1 && isTransient(error),
      retryDelay: 1000,
    },
    // Writes are never repeated by themselves: the first one may have succeeded.
    mutations: { networkMode: 'always', retry: false },
  },
});

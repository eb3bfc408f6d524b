import { QueryClient } from '@tanstack/react-query';
import { ApiError, isTransient } from './errors';

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

/** For what stands beside a page and has no "Try again" of its own: after a 429 it is asked for again when the pause is over. */
export const patient = {
  retry: (count: number, error: Error) => count < 3 && (isTransient(error) || retryAtOf(error) !== null),
  retryDelay: (_: number, error: Error) => Math.max(1000, (retryAtOf(error) ?? 0) - Date.now()),
};

function retryAtOf(error: Error): number | null {
  return error instanceof ApiError ? error.retryAt : null;
}

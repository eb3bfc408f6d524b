import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { patient } from '../queryClient';

/** The signed-in user. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/auth/me', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
  ...patient,
});

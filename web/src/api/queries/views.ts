import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import type { components } from '../schema';

export type View = components['schemas']['ViewResponse'];

/** The user's saved views in their order. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/views', { signal })),
  staleTime: 5 * 60_000,
});

export async function createView(name: string, query: string): Promise<View> {
  const view = await ok(api.POST('/api/v1/views', { body: { name, query } }));
  change((views) => [...views, view]);
  return view;
}

export async function updateView(
  id: string,
  part: { name?: string; query?: string; position?: number },
): Promise<void> {
  const view = await ok(api.PATCH('/api/v1/views/{view_id}', { params: { path: { view_id: id } }, body: part }));
  change((views) => views.map((other) => (other.id === id ? view : other)));
  // The positions of the others have changed with it.
  if (part.position !== undefined) await queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
}

export async function deleteView(id: string): Promise<void> {
  await ok(api.DELETE('/api/v1/views/{view_id}', { params: { path: { view_id: id } } }));
  change((views) => views.filter((view) => view.id !== id));
}

function change(next: (views: View[]) => View[]): void {
  queryClient.setQueryData<View[]>(viewsQuery.queryKey, (views) => views && next(views));
}

import { type ListAddress, readAddress, writeAddress } from './listAddress';

/** Where a view is shown. */
export type Place = 'list' | 'board' | 'calendar';

const paths: Readonly<Record<Place, string>> = { list: '/tasks', board: '/board', calendar: '/calendar' };

/** The address that a view's query leads to. */
export function viewAddress(query: string): string {
  const parameters = new URLSearchParams(query);
  const search = writeAddress(readAddress(parameters));
  const agenda = parameters.get('view') === 'agenda' ? `${search === '' ? '?' : '&'}view=agenda` : '';
  return paths[placeOf(query)] + search + agenda;
}

function placeOf(query: string): Place {
  const place = new URLSearchParams(query).get('place');
  return place === 'board' || place === 'calendar' ? place : 'list';
}

/** The query of a view of what is shown now; the page is no part of it. */
export function viewQuery(place: Place, address: ListAddress, search: string): string {
  const written = writeAddress({ ...address, page: 1 }).slice(1);
  const agenda = place === 'calendar' && new URLSearchParams(search).get('view') === 'agenda' ? 'view=agenda' : '';
  return [place === 'list' ? '' : `place=${place}`, written, agenda].filter(Boolean).join('&');
}

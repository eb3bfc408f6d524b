import { type Priority, priorities, type Status, statuses } from '../../api/vocabulary';

/** The values of `due`, relative to today, so that a saved link stays right tomorrow. */
export const dueWindows = ['overdue', 'today', 'week'] as const;
export type DueWindow = (typeof dueWindows)[number];

export const sorts = [
  'created_at:desc',
  'created_at:asc',
  'updated_at:desc',
  'updated_at:asc',
  'due_date:asc',
  'due_date:desc',
  'priority:desc',
  'priority:asc',
  'status:asc',
  'status:desc',
  'title:asc',
  'title:desc',
  'priority:desc,due_date:asc',
] as const;
export type Sort = (typeof sorts)[number];

export const pageSizes = [20, 50, 100] as const;

/** Filters, sort and page of a list, as they stand in the address. */
export type ListAddress = {
  search: string;
  status: Status[];
  priority: Priority[];
  tags: string[];
  /** `me`, a user's id, or empty for everyone. */
  owner: string;
  due: DueWindow | '';
  /** Dates such as 2026-01-31, or empty. */
  dueFrom: string;
  dueTo: string;
  sort: Sort;
  page: number;
  pageSize: number;
};

export const defaultSort: Sort = 'created_at:desc';

export const emptyAddress: ListAddress = {
  search: '',
  status: [],
  priority: [],
  tags: [],
  owner: '',
  due: '',
  dueFrom: '',
  dueTo: '',
  sort: defaultSort,
  page: 1,
  pageSize: 20,
};

/** Reads a query string; unknown names and bad values are dropped. */
export function readAddress(query: string | URLSearchParams): ListAddress {
  const parameters = new URLSearchParams(query);
  const from = dateOf(parameters.get('due_from'));
  const to = dateOf(parameters.get('due_to'));
  const due = one(parameters.get('due'), dueWindows);
  return {
    search: (parameters.get('search') ?? '').trim().slice(0, 200),
    status: several(parameters.getAll('status'), statuses),
    priority: several(parameters.getAll('priority'), priorities),
    tags: tagsOf(parameters.getAll('tags')),
    owner: ownerOf(parameters.get('owner')),
    due: from || to ? '' : (due ?? ''),
    dueFrom: from,
    dueTo: to,
    sort: one(parameters.get('sort'), sorts) ?? defaultSort,
    page: wholeOf(parameters.get('page')),
    pageSize: pageSizes.find((size) => String(size) === parameters.get('page_size')) ?? 20,
  };
}

/** Writes a query string without defaults, always in the same order, so that equal filters give equal addresses. */
export function writeAddress(address: ListAddress): string {
  const parts: string[] = [];
  const add = (name: string, value: string) => {
    if (value !== '') parts.push(`${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`);
  };
  add('search', address.search);
  add('status', statuses.filter((value) => address.status.includes(value)).join(','));
  add('priority', priorities.filter((value) => address.priority.includes(value)).join(','));
  add('tags', [...address.tags].sort().join(','));
  add('owner', address.owner);
  add('due', address.due);
  add('due_from', address.dueFrom);
  add('due_to', address.dueTo);
  add('sort', address.sort === defaultSort ? '' : address.sort);
  add('page', address.page === 1 ? '' : String(address.page));
  add('page_size', address.pageSize === 20 ? '' : String(address.pageSize));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Whether anything but sort and page narrows the list. */
export function hasFilters(address: ListAddress): boolean {
  return filterCount(address) > 0 || address.search !== '';
}

/** The number in "Filters (2)"; the search has a field of its own. */
export function filterCount(address: ListAddress): number {
  const due = address.due !== '' || address.dueFrom !== '' || address.dueTo !== '';
  return [address.status.length, address.priority.length, address.tags.length, address.owner !== '', due].filter(
    Boolean,
  ).length;
}

function one<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value);
}

function several<T extends string>(values: string[], allowed: readonly T[]): T[] {
  const given = new Set(values.flatMap((value) => value.split(',')));
  return allowed.filter((item) => given.has(item));
}

function tagsOf(values: string[]): string[] {
  const tags = values.flatMap((value) => value.split(',')).map((tag) => tag.trim().toLowerCase());
  return [...new Set(tags)].filter((tag) => tag !== '' && [...tag].length <= 50).slice(0, 20);
}

function ownerOf(value: string | null): string {
  return value === 'me' || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value ?? '') ? (value ?? '') : '';
}

function dateOf(value: string | null): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value ?? '')) return '';
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value ?? '-') ? (value ?? '') : '';
}

function wholeOf(value: string | null): number {
  const page = /^\d{1,6}$/.test(value ?? '') ? Number(value) : 1;
  return Math.max(page, 1);
}

import type { Sort } from '../../../app/address/listAddress';

export const sortWords: Readonly<Record<Sort, string>> = {
  'created_at:desc': 'Newest first',
  'created_at:asc': 'Oldest first',
  'updated_at:desc': 'Recently changed first',
  'updated_at:asc': 'Longest unchanged first',
  'due_date:asc': 'Due date, earliest first',
  'due_date:desc': 'Due date, latest first',
  'priority:desc': 'Priority, highest first',
  'priority:asc': 'Priority, lowest first',
  'status:asc': 'Status, to do first',
  'status:desc': 'Status, done first',
  'title:asc': 'Title, A to Z',
  'title:desc': 'Title, Z to A',
  'priority:desc,due_date:asc': 'Priority, then due date',
};

import { CalendarDays, Columns3, ListTodo } from 'lucide-react';

/** The three ways to look at tasks. */
export const places = [
  { to: '/tasks', label: 'Tasks', Icon: ListTodo },
  { to: '/board', label: 'Board', Icon: Columns3 },
  { to: '/calendar', label: 'Calendar', Icon: CalendarDays },
] as const;

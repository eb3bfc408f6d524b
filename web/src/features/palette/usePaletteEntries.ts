import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { taskListQuery } from '../../api/queries/tasks';
import { type Command, currentCommands } from '../../app/commands';
import { rank } from './rank';
import { recentCommands } from './recent';

const tasksShown = 8;
const commandsShown = 30;

type Options = { query: string; openTask: (id: string) => void; addTask: (title: string) => void };

/** What the palette lists for a query: commands, then tasks by title, then the query as a new task when nothing matches. */
export function usePaletteEntries({ query, openTask, addTask }: Options): Command[] {
  const wanted = useSettled(query.trim());
  const search = useQuery({
    ...taskListQuery({ search: wanted, page_size: 20 }),
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  });
  const commands = rank(inOrder(currentCommands(), query), query).slice(0, commandsShown);
  const title = query.trim().toLowerCase();
  const tasks = (title.length >= 2 ? (search.data?.items ?? []) : [])
    // The API searches descriptions too.
    .filter((task) => task.title.toLowerCase().includes(title))
    .slice(0, tasksShown)
    .map((task) => ({ id: `task-${task.id}`, label: task.title, run: () => openTask(task.id) }));
  const entries = [...commands, ...tasks];
  if (entries.length > 0 || title === '') return entries;
  return [{ id: 'add', label: `Add “${query.trim()}” as a task`, run: () => addTask(query.trim()) }];
}

// The last five first while nothing is typed.
function inOrder(commands: readonly Command[], query: string): Command[] {
  const unique = [...new Map(commands.map((command) => [command.id, command])).values()];
  if (query.trim() !== '') return unique;
  const recent = recentCommands();
  const used = recent.flatMap((id) => unique.filter((command) => command.id === id));
  return [...used, ...unique.filter((command) => !recent.includes(command.id))];
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

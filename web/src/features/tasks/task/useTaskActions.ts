import { useNavigate } from 'react-router';
import { createTask } from '../../../api/queries/tasks';
import { priorities, priorityWords, type Task, type TaskChange } from '../../../api/vocabulary';
import { changeTask } from '../../../app/changeTask';
import { type Command, useCommands } from '../../../app/commands';
import { type KeyMap, useKeys } from '../../../app/keys';
import type { Neighbours } from '../../../app/neighbours';
import { useOpenTask } from '../../../app/openTask';
import { copyText } from '../../../ui/copyText';
import { tell, tellFailure } from '../../../ui/toasts';
import type { PropertyMenu } from './Properties';
import { useEditLink } from './useEditLink';

type Options = {
  task: Task;
  isOwner: boolean;
  neighbours: Neighbours | null;
  onMenu: (menu: PropertyMenu) => void;
  onDelete: () => void;
};

/** The keys and the palette's commands of the open task. */
export function useTaskActions({ task, isOwner, neighbours, onMenu, onDelete }: Options): void {
  const navigate = useNavigate();
  const open = useOpenTask();
  const edit = useEditLink(task.id);
  const change = (value: TaskChange) => void changeTask(task, value);
  const isDone = task.status === 'DONE';

  const previous = () => neighbours?.previous && open(neighbours.previous);
  const next = () => neighbours?.next && open(neighbours.next);
  const copyLink = async () => {
    const copied = await copyText(`${window.location.origin}/tasks/${task.id}`);
    tell(copied ? 'Link copied' : 'The browser did not allow copying');
  };
  const toggleDone = () => change({ status: isDone ? 'TODO' : 'DONE' });
  const goEdit = () => void navigate(edit.to, { state: edit.state });
  const duplicate = async () => {
    try {
      const { title, description, status, priority, due_date, tags } = task;
      const copy = await createTask({ title, description, status, priority, due_date, tags });
      tell('Task duplicated');
      open(copy.id);
    } catch (error) {
      tellFailure(error, 'The task was not duplicated');
    }
  };

  const anyone: KeyMap = { j: next, k: previous, u: () => void copyLink() };
  const owner: KeyMap = {
    d: toggleDone,
    s: () => onMenu('status'),
    '0': () => onMenu('priority'),
    ...Object.fromEntries(
      priorities.map((priority, index) => [
        String(index + 1),
        () => priority !== task.priority && change({ priority }),
      ]),
    ),
    t: () => onMenu('due'),
    l: () => onMenu('tags'),
    e: goEdit,
    Delete: onDelete,
    Backspace: onDelete,
  };
  useKeys(isOwner ? { ...anyone, ...owner } : anyone);

  const forOwner: Command[] = [
    { id: 'task.done', label: isDone ? 'Mark not done' : 'Mark done', keys: 'D', run: toggleDone },
    { id: 'task.status', label: 'Set status…', keys: 'S', run: () => onMenu('status') },
    ...priorities
      .filter((priority) => priority !== task.priority)
      .map((priority) => ({
        id: `task.priority.${priority}`,
        label: `Set priority ${priorityWords[priority].toLowerCase()}`,
        keys: String(priorities.indexOf(priority) + 1),
        run: () => change({ priority }),
      })),
    { id: 'task.due', label: 'Set due date…', words: 'deadline', keys: 'T', run: () => onMenu('due') },
    { id: 'task.tags', label: 'Tags…', words: 'labels', keys: 'L', run: () => onMenu('tags') },
    { id: 'task.edit', label: 'Edit task', keys: 'E', run: goEdit },
    { id: 'task.delete', label: 'Delete task…', words: 'remove', keys: 'Delete', run: onDelete },
  ];
  const forAnyone: Command[] = [
    { id: 'task.copy', label: 'Copy link', words: 'share address', keys: 'U', run: () => void copyLink() },
    { id: 'task.duplicate', label: 'Duplicate task', words: 'copy', run: () => void duplicate() },
    ...(neighbours?.next ? [{ id: 'task.next', label: 'Next task', keys: 'J', run: () => void next() }] : []),
    ...(neighbours?.previous
      ? [{ id: 'task.previous', label: 'Previous task', keys: 'K', run: () => void previous() }]
      : []),
  ];
  useCommands(isOwner ? [...forOwner, ...forAnyone] : forAnyone);
}

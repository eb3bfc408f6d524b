import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { TasksChange } from '../../../api/queries/bulk';
import { latestOf } from '../../../api/queries/taskCache';
import { deleteTask } from '../../../api/queries/tasks';
import { userId } from '../../../api/session';
import { priorities, priorityWords, type Task } from '../../../api/vocabulary';
import { changeTask } from '../../../app/changeTask';
import { changeTasks, deleteTasks } from '../../../app/changeTasks';
import { useCommands } from '../../../app/commands';
import { useKeys } from '../../../app/keys';
import { selection } from '../../../app/selection';
import { Confirm } from '../../../ui/Confirm';
import { lazyDialog } from '../../../ui/lazyDialog';
import { tell, tellFailure } from '../../../ui/toasts';
import type { TargetQuestion } from './TargetDialog';
import { copyLink } from './TaskActions';

const TargetDialog = lazyDialog(async () => (await import('./TargetDialog')).TargetDialog);

type Props = {
  tasks: readonly Task[];
  /** Where the selection is shown, and can be cleared, the selected tasks come before the focused one. */
  withSelection?: boolean;
};

/** The keys and commands for the focused task of a list or board, or for the selected ones. */
export function TargetActions({ tasks, withSelection = false }: Props) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ question: TargetQuestion | 'delete'; targets: readonly Task[] } | null>(null);

  const targets = (): readonly Task[] => {
    const selected = withSelection ? selection.tasks : [];
    if (selected.length > 0) return selected;
    const id = document.activeElement?.closest<HTMLElement>('[data-task]')?.dataset.task;
    const focused = tasks.find((task) => task.id === id);
    return focused ? [focused] : [];
  };
  const own = (): readonly Task[] => {
    const all = targets();
    // One task of somebody else is told at once; among many the server names those that are not yours.
    if (all.length === 1 && all[0]?.owner_id !== userId()) {
      tell(`Only the owner can change “${all[0]?.title}”`);
      return [];
    }
    return all;
  };
  const change = (of: readonly Task[], value: Pick<TasksChange, 'status' | 'priority' | 'due_date'>) => {
    const [first] = latestOf(of);
    if (!first) return;
    if (of.length === 1) void changeTask(first, value);
    else void changeTasks(of, value);
  };
  const ask = (question: TargetQuestion | 'delete') => () => {
    const found = own();
    if (found.length > 0) setAsked({ question, targets: found });
  };
  const toggleDone = () => {
    const found = own();
    change(found, { status: found.every(({ status }) => status === 'DONE') ? 'TODO' : 'DONE' });
  };
  const withOne = (act: (task: Task) => void) => () => {
    const [first] = targets();
    if (first) act(first);
  };

  useKeys({
    d: toggleDone,
    s: ask('status'),
    '0': ask('priority'),
    t: ask('due'),
    l: ask('tags'),
    e: withOne(({ id }) => void navigate(`/tasks/${id}/edit`)),
    u: withOne(({ id }) => void copyLink(id)),
    Delete: ask('delete'),
    Backspace: ask('delete'),
    ...Object.fromEntries(priorities.map((priority, index) => [String(index + 1), () => change(own(), { priority })])),
  });
  useCommands([
    { id: 'target.done', label: 'Mark done or not', keys: 'D', run: toggleDone },
    { id: 'target.status', label: 'Set status…', keys: 'S', run: ask('status') },
    ...priorities.map((priority, index) => ({
      id: `target.priority.${priority}`,
      label: `Set priority ${priorityWords[priority].toLowerCase()}`,
      keys: String(index + 1),
      run: () => change(own(), { priority }),
    })),
    { id: 'target.due', label: 'Set due date…', words: 'deadline', keys: 'T', run: ask('due') },
    { id: 'target.tags', label: 'Tags…', words: 'labels', keys: 'L', run: ask('tags') },
    { id: 'target.delete', label: 'Delete…', words: 'remove', keys: 'Delete', run: ask('delete') },
  ]);

  const remove = async (found: readonly Task[]) => {
    setAsked(null);
    const [first] = found;
    if (found.length > 1) {
      selection.keep(await deleteTasks(found));
      return;
    }
    try {
      if (first) await deleteTask(first.id);
      tell('Task deleted');
    } catch (error) {
      tellFailure(error, 'The task was not deleted');
    }
  };

  if (!asked) return null;
  const count = asked.targets.length;
  if (asked.question === 'delete') {
    return (
      <Confirm
        opened
        question={
          count === 1 ? `Delete “${asked.targets[0]?.title}” and its files?` : `Delete ${count} tasks and their files?`
        }
        consequence={count === 1 ? 'A deleted task cannot be brought back.' : 'Deleted tasks cannot be brought back.'}
        confirmLabel="Delete"
        onCancel={() => setAsked(null)}
        onConfirm={() => void remove(asked.targets)}
      />
    );
  }
  return (
    <TargetDialog
      question={asked.question}
      targets={asked.targets}
      onClose={() => setAsked(null)}
      onChange={(value) => change(asked.targets, value)}
      onTags={(value) => void changeTasks(asked.targets, value)}
    />
  );
}

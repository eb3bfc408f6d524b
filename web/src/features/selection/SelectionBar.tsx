import { Button, Menu } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { TasksChange } from '../../api/queries/bulk';
import { priorities, priorityWords, statuses, statusWords, type Task } from '../../api/vocabulary';
import { changeTasks, deleteTasks } from '../../app/changeTasks';
import { selection, selectionLimit, useSelection } from '../../app/selection';
import { Confirm } from '../../ui/Confirm';
import { PriorityIcon } from '../../ui/PriorityText';
import { StatusIcon } from '../../ui/StatusText';
import { tellFailure } from '../../ui/toasts';
import { DueChoices } from './DueChoices';
import classes from './SelectionBar.module.css';
import { TagChoices } from './TagChoices';

type Props = {
  /** How many tasks the list has, also on other pages. */
  total: number;
  /** Reads the tasks of all pages, at most as many as can be selected. */
  readAll: () => Promise<readonly Task[]>;
};

/** What can be done with the selected tasks together. */
export function SelectionBar({ total, readAll }: Props) {
  const count = useSelection().size;
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [asking, setAsking] = useState(false);
  const [reading, setReading] = useState(false);
  const busy = progress !== null;
  if (count === 0) return null;
  const tasks = selection.tasks;

  const run = async (work: (onProgress: (done: number) => void) => Promise<readonly Task[]>) => {
    // Of as many as there are now: deleted tasks leave the selection.
    const show = (done: number) => setProgress({ done, of: count });
    show(0);
    const failed = await work(show);
    setProgress(null);
    selection.keep(failed);
  };
  const change = (value: TasksChange) => void run((onProgress) => changeTasks(tasks, value, onProgress));
  const all = Math.min(total, selectionLimit);
  const selectAll = async () => {
    setReading(true);
    try {
      selection.add(await readAll());
    } catch (error) {
      tellFailure(error, 'The tasks were not selected', () => void selectAll());
    }
    setReading(false);
  };

  return (
    <section aria-label="Selection" aria-busy={busy} className={classes.bar}>
      <span role="status" className={classes.count}>
        {busy ? `${progress.done} of ${progress.of}` : `${count} selected`}
      </span>
      {count < all && (
        <Button variant="subtle" disabled={busy} loading={reading} onClick={() => void selectAll()}>
          Select all {all}
        </Button>
      )}
      <Button variant="subtle" disabled={busy} onClick={() => selection.clear()}>
        Clear
      </Button>
      <Choices
        label="Status"
        disabled={busy}
        items={statuses.map((value) => ({
          words: statusWords[value],
          icon: <StatusIcon status={value} />,
          run: () => change({ status: value }),
        }))}
      />
      <Choices
        label="Priority"
        disabled={busy}
        items={priorities.map((value) => ({
          words: priorityWords[value],
          icon: <PriorityIcon priority={value} />,
          run: () => change({ priority: value }),
        }))}
      />
      <DueChoices disabled={busy} onChoose={(due_date) => change({ due_date })} />
      <TagChoices disabled={busy} tasks={tasks} onChoose={change} />
      <Button variant="default" color="danger" disabled={busy} onClick={() => setAsking(true)}>
        Delete
      </Button>
      <Confirm
        opened={asking}
        question={count === 1 ? `Delete “${tasks[0]?.title}”?` : `Delete ${count} tasks and their files?`}
        consequence="Deleted tasks cannot be brought back."
        confirmLabel="Delete"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void run((onProgress) => deleteTasks(tasks, onProgress));
        }}
      />
    </section>
  );
}

type Item = { words: string; icon: ReactNode; run: () => void };

function Choices({ label, disabled, items }: { label: string; disabled: boolean; items: readonly Item[] }) {
  return (
    <Menu width={180}>
      <Menu.Target>
        <Button variant="default" disabled={disabled}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ words, icon, run }) => (
          <Menu.Item key={words} leftSection={icon} onClick={run}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

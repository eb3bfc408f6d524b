import { Button, Modal } from '@mantine/core';
import type { TasksChange } from '../../../api/queries/bulk';
import { priorities, priorityWords, statuses, statusWords, type Task } from '../../../api/vocabulary';
import { DueForm } from '../../../ui/fields/DueForm';
import { TagField } from '../../../ui/fields/TagField';
import { useTagEntry } from '../../../ui/fields/useTagEntry';
import { PriorityIcon } from '../../../ui/PriorityText';
import { StatusIcon } from '../../../ui/StatusText';
import classes from './TargetDialog.module.css';

export type TargetQuestion = 'status' | 'priority' | 'due' | 'tags';

type Props = {
  question: TargetQuestion;
  targets: readonly Task[];
  onClose: () => void;
  onChange: (change: Pick<TasksChange, 'status' | 'priority' | 'due_date'>) => void;
  onTags: (change: TasksChange) => void;
};

const titles = { status: 'Status', priority: 'Priority', due: 'Due date', tags: 'Tags' } as const;

/** Asks for one value of the tasks that a key or a command is about. */
export function TargetDialog({ question, targets, onClose, onChange, onTags }: Props) {
  const [first] = targets;
  const of = targets.length === 1 ? `“${first?.title}”` : `${targets.length} tasks`;
  const choose = (change: Pick<TasksChange, 'status' | 'priority' | 'due_date'>) => {
    onClose();
    onChange(change);
  };
  return (
    <Modal.Root opened onClose={onClose} size={320} centered classNames={{ content: classes.dialog }}>
      <Modal.Overlay />
      <Modal.Content aria-label={`${titles[question]} of ${of}`}>
        <p className={classes.of}>{of}</p>
        {question === 'status' &&
          statuses.map((status) => (
            <Button
              key={status}
              variant={first?.status === status ? 'light' : 'subtle'}
              justify="flex-start"
              fullWidth
              data-autofocus={first?.status === status || undefined}
              leftSection={<StatusIcon status={status} />}
              onClick={() => choose({ status })}
            >
              {statusWords[status]}
            </Button>
          ))}
        {question === 'priority' &&
          priorities.map((priority) => (
            <Button
              key={priority}
              variant={first?.priority === priority ? 'light' : 'subtle'}
              justify="flex-start"
              fullWidth
              data-autofocus={first?.priority === priority || undefined}
              leftSection={<PriorityIcon priority={priority} />}
              onClick={() => choose({ priority })}
            >
              {priorityWords[priority]}
            </Button>
          ))}
        {question === 'due' && (
          <DueForm
            value={targets.length === 1 ? (first?.due_date ?? null) : null}
            onChoose={(due_date) => choose({ due_date })}
          />
        )}
        {question === 'tags' && (
          <Tags
            targets={targets}
            onDone={(change) => {
              onClose();
              if (change) onTags(change);
            }}
          />
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

/** The tags that all targets have: what is added is added to all, what is removed is removed from all. */
function Tags({ targets, onDone }: { targets: readonly Task[]; onDone: (change: TasksChange | null) => void }) {
  const [first] = targets;
  const common = first?.tags.filter((tag) => targets.every((task) => task.tags.includes(tag))) ?? [];
  const entry = useTagEntry(common);
  const save = () => {
    const tags = entry.take();
    if (!tags) return;
    const tags_add = tags.filter((tag) => !common.includes(tag));
    const tags_remove = common.filter((tag) => !tags.includes(tag));
    const isSame = tags_add.length === 0 && tags_remove.length === 0;
    onDone(
      isSame ? null : { ...(tags_add.length > 0 && { tags_add }), ...(tags_remove.length > 0 && { tags_remove }) },
    );
  };
  return (
    <>
      <TagField {...entry.field} autoFocus />
      <Button fullWidth mt="md" onClick={save}>
        Save tags
      </Button>
    </>
  );
}

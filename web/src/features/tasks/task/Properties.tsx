import type { Task, TaskChange } from '../../../api/vocabulary';
import { DueDate } from '../../../ui/DueDate';
import { age, exactDue, exactTime } from '../../../ui/dates';
import { DueMenu } from '../../../ui/fields/DueMenu';
import { PriorityMenu } from '../../../ui/fields/PriorityMenu';
import { StatusMenu } from '../../../ui/fields/StatusMenu';
import { TagsMenu } from '../../../ui/fields/TagsMenu';
import { useMinute } from '../../../ui/Minute';
import { PriorityText } from '../../../ui/PriorityText';
import { StatusText } from '../../../ui/StatusText';
import { TagChips } from '../../../ui/TagChips';
import classes from './Properties.module.css';

export type PropertyMenu = 'status' | 'priority' | 'due' | 'tags';

type Props = {
  task: Task;
  isOwner: boolean;
  /** The menu that is open. */
  menu: PropertyMenu | null;
  onMenu: (menu: PropertyMenu | null) => void;
  onChange: (change: TaskChange) => void;
};

/** Everything about a task but its texts. For its owner each value is a menu. */
export function Properties({ task, isOwner, menu, onMenu, onChange }: Props) {
  useMinute();
  const menuOf = (name: PropertyMenu) => ({
    opened: menu === name,
    onOpenedChange: (opened: boolean) => onMenu(opened ? name : null),
  });
  const due = task.due_date ? (
    <span className={classes.due}>
      <DueDate due={task.due_date} status={task.status} />
      <span className={classes.exact}>{exactDue(task.due_date)}</span>
    </span>
  ) : (
    <span className={classes.none}>No date</span>
  );
  const tags = task.tags.length > 0 ? <TagChips tags={task.tags} /> : <span className={classes.none}>No tags</span>;
  return (
    <dl className={classes.list} data-fixed={!isOwner || undefined}>
      <div className={classes.property}>
        <dt>Status</dt>
        <dd>
          {isOwner ? (
            <StatusMenu value={task.status} onChoose={(status) => onChange({ status })} {...menuOf('status')} />
          ) : (
            <StatusText status={task.status} />
          )}
        </dd>
      </div>
      <div className={classes.property}>
        <dt>Priority</dt>
        <dd>
          {isOwner ? (
            <PriorityMenu
              value={task.priority}
              onChoose={(priority) => onChange({ priority })}
              {...menuOf('priority')}
            />
          ) : (
            <PriorityText priority={task.priority} />
          )}
        </dd>
      </div>
      <div className={classes.property}>
        <dt>Due</dt>
        <dd>
          {isOwner ? (
            <DueMenu value={task.due_date} onChoose={(due_date) => onChange({ due_date })} {...menuOf('due')}>
              {due}
            </DueMenu>
          ) : (
            due
          )}
        </dd>
      </div>
      <div className={classes.property}>
        <dt>Tags</dt>
        <dd>
          {isOwner ? (
            <TagsMenu value={task.tags} onChoose={(next) => onChange({ tags: next })} {...menuOf('tags')}>
              {tags}
            </TagsMenu>
          ) : (
            tags
          )}
        </dd>
      </div>
      <div className={classes.property} data-text>
        <dt>Owner</dt>
        <dd>{task.owner_email}</dd>
      </div>
      <div className={classes.property} data-text>
        <dt>Created</dt>
        <dd>
          <time dateTime={task.created_at} title={exactTime(task.created_at)}>
            {age(task.created_at)}
          </time>
          {task.updated_at !== task.created_at && (
            <>
              , changed{' '}
              <time dateTime={task.updated_at} title={exactTime(task.updated_at)}>
                {age(task.updated_at)}
              </time>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

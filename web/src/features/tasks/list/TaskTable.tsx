import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment } from 'react';
import type { Task } from '../../../api/vocabulary';
import type { ListAddress, Sort } from '../../../app/address/listAddress';
import { useOpenTask, useTaskLink } from '../../../app/openTask';
import { useSelection } from '../../../app/selection';
import { useMinute } from '../../../ui/Minute';
import type { ChangeAddress } from './Filters';
import { groupsOf } from './groups';
import { TaskRow } from './TaskRow';
import classes from './TaskTable.module.css';
import { useRowSelection } from './useRowSelection';

type Props = {
  tasks: readonly Task[];
  address: ListAddress;
  openId: string | undefined;
  stale: boolean;
  glowing: ReadonlySet<string>;
  onChange: ChangeAddress;
};

const columns: readonly { name: string; className: string; sorts?: readonly [Sort, Sort] }[] = [
  { name: 'Title', className: 'title', sorts: ['title:asc', 'title:desc'] },
  { name: 'Status', className: 'status', sorts: ['status:asc', 'status:desc'] },
  { name: 'Priority', className: 'priority', sorts: ['priority:desc', 'priority:asc'] },
  { name: 'Due', className: 'due', sorts: ['due_date:asc', 'due_date:desc'] },
  { name: 'Tags', className: 'tags' },
  { name: 'Owner', className: 'owner' },
];

export function TaskTable({ tasks, address, openId, stale, glowing, onChange }: Props) {
  const open = useOpenTask();
  const link = useTaskLink();
  const selected = useSelection();
  const select = useRowSelection(tasks);
  useMinute();
  const now = new Date();
  const groups = groupsOf(tasks, address.sort, now);
  return (
    <table className={classes.table} data-stale={stale || undefined} data-narrow={openId !== undefined || undefined}>
      <caption className="visually-hidden">Tasks</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.select}>
            <span className="visually-hidden">Select</span>
          </th>
          {columns.map(({ name, className, sorts }) => (
            // Keyboards and screen readers have the Sort menu, which knows more orders.
            <th
              key={name}
              scope="col"
              className={classes[className]}
              aria-sort={ariaSort(sorts, address.sort)}
              data-sorts={sorts && true}
              onClick={() => sorts && onChange({ sort: address.sort === sorts[0] ? sorts[1] : sorts[0] })}
            >
              {name}
              {sorts?.includes(address.sort) && <SortArrow sort={address.sort} />}
            </th>
          ))}
          <th scope="col" className={classes.more}>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task, index) => {
          const heading = groups[index];
          const isFirst = index === 0 || heading !== groups[index - 1];
          return (
            <Fragment key={task.id}>
              {isFirst && heading && (
                <tr className={classes.group}>
                  <th scope="rowgroup" colSpan={openId === undefined ? columns.length + 2 : 4}>
                    {heading}
                  </th>
                </tr>
              )}
              <TaskRow
                task={task}
                link={link}
                selected={selected.has(task.id)}
                open={task.id === openId}
                glowing={glowing.has(task.id)}
                onOpen={open}
                onSelect={select}
              />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function ariaSort(sorts: readonly [Sort, Sort] | undefined, sort: Sort) {
  if (!sorts?.includes(sort)) return undefined;
  return sort.endsWith(':asc') ? 'ascending' : 'descending';
}

function SortArrow({ sort }: { sort: Sort }) {
  const Icon = sort.endsWith(':asc') ? ArrowUp : ArrowDown;
  return <Icon size={12} aria-hidden />;
}

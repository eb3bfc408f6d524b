import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { readTasks, taskListQuery } from '../../../api/queries/tasks';
import type { Task } from '../../../api/vocabulary';
import type { ListAddress } from '../../../app/address/listAddress';
import { parametersOf } from '../../../app/address/listParameters';
import { selectionLimit } from '../../../app/selection';
import { Failed } from '../../../ui/Failed';
import { useIsSlow } from '../../../ui/Skeleton';
import { TargetActions } from '../actions/TargetActions';
import type { ChangeAddress } from './Filters';
import { ListSkeleton } from './ListSkeleton';
import { NoTasks } from './NoTasks';
import { Pagination } from './Pagination';
import classes from './TaskList.module.css';
import { TaskTable } from './TaskTable';
import { useRowKeys } from './useRowKeys';

type Props = {
  address: ListAddress;
  onChange: ChangeAddress;
  /** The task in the panel beside the list. */
  openId: string | undefined;
  glowing: ReadonlySet<string>;
  /** What stands below the list, such as the bar of the selection. */
  footer: (total: number, readAll: () => Promise<readonly Task[]>) => ReactNode;
};

/** The tasks of an address, with their count and pages. Rows stay, dimmed, while others load. */
export function TaskList({ address, onChange, openId, glowing, footer }: Props) {
  const query = useQuery({ ...taskListQuery(parametersOf(address)), placeholderData: keepPreviousData });
  const { data, error, isPlaceholderData, refetch } = query;
  const slow = useIsSlow(query.isPending);
  const stale = useIsSlow(isPlaceholderData);
  const tasks = data?.items ?? none;
  useRowKeys(tasks);

  // A page past the end goes to the last one.
  const lastPage = Math.max(1, Math.ceil((data?.total ?? 1) / address.pageSize));
  const isPastEnd = data !== undefined && !isPlaceholderData && address.page > lastPage;
  useEffect(() => {
    if (isPastEnd) onChange({ page: lastPage });
  }, [isPastEnd, lastPage, onChange]);

  // The rows were deleted while they were shown; those of the next page move up.
  const isEmptied = data !== undefined && !isPastEnd && tasks.length === 0 && data.total > 0;
  useEffect(() => {
    if (isEmptied) void refetch();
  }, [isEmptied, refetch]);

  if (error && !data) return <Failed title="The tasks were not loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <section aria-busy={query.isPending || isPlaceholderData} aria-label="Tasks">
      <p role="status" className={classes.count}>
        {data && !isPastEnd ? (data.total === 1 ? '1 task' : `${data.total} tasks`) : ' '}
      </p>
      <TargetActions tasks={tasks} withSelection />
      {slow && <ListSkeleton rows={address.pageSize} />}
      {data && tasks.length > 0 && (
        <TaskTable
          tasks={tasks}
          address={address}
          openId={openId}
          stale={stale}
          glowing={glowing}
          onChange={onChange}
        />
      )}
      {data && data.total === 0 && <NoTasks address={address} onChange={onChange} />}
      {data && data.total > 0 && (
        <Pagination
          page={Math.min(address.page, lastPage)}
          pageSize={address.pageSize}
          total={data.total}
          onChange={onChange}
        />
      )}
      {footer(data?.total ?? 0, () => readTasks(parametersOf(address), selectionLimit))}
    </section>
  );
}

const none: never[] = [];

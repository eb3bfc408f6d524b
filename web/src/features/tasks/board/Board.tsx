import { useRef, useState } from 'react';
import { type Status, statusWords } from '../../../api/vocabulary';
import type { ListAddress } from '../../../app/address/listAddress';
import { Failed } from '../../../ui/Failed';
import { useWidth } from '../../../ui/useWidth';
import { TargetActions } from '../actions/TargetActions';
import classes from './Board.module.css';
import { BoardColumn } from './BoardColumn';
import { useAutoScroll } from './useAutoScroll';
import { useBoardKeys } from './useBoardKeys';
import { isWanted, useColumns } from './useColumns';

type Props = { address: ListAddress; glowing: ReadonlySet<string> };

/** Four columns side by side; on phones one at a time, with tabs. */
export function Board({ address, glowing }: Props) {
  const columns = useColumns(address);
  const width = useWidth();
  const [shown, setShown] = useState<Status>('TODO');
  const scroller = useRef<HTMLDivElement>(null);
  useBoardKeys(columns);
  const tasks = columns.flatMap((column) => column.tasks);
  useAutoScroll(scroller);
  const wanted = columns.filter(({ status }) => isWanted(address, status));
  const failure = wanted.every(({ error }) => error) && wanted[0]?.error;
  // Once, not in each column.
  if (failure) {
    const retry = () => {
      for (const column of wanted) column.retry();
    };
    return <Failed title="The tasks were not loaded" error={failure} onRetry={retry} />;
  }
  if (width === 'phone') {
    return (
      <>
        <TargetActions tasks={tasks} />
        <div role="tablist" aria-label="Columns" className={classes.tabs}>
          {columns.map(({ status, total }) => (
            <button
              key={status}
              type="button"
              role="tab"
              id={`tab-${status}`}
              aria-selected={status === shown}
              aria-controls="column"
              className={classes.tab}
              onClick={() => setShown(status)}
            >
              {statusWords[status]} <span>{total}</span>
            </button>
          ))}
        </div>
        <div role="tabpanel" id="column" aria-labelledby={`tab-${shown}`}>
          {columns
            .filter(({ status }) => status === shown)
            .map((column) => (
              <BoardColumn key={column.status} column={column} glowing={glowing} foldable={false} />
            ))}
        </div>
      </>
    );
  }
  return (
    <div ref={scroller} className={classes.columns}>
      <TargetActions tasks={tasks} />
      {columns.map((column) => (
        <BoardColumn key={column.status} column={column} glowing={glowing} foldable />
      ))}
    </div>
  );
}

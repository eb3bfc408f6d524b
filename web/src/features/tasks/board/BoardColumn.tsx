import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { ActionIcon, Button } from '@mantine/core';
import { ChevronsLeftRight, ChevronsRightLeft, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { statusWords, type Task } from '../../../api/vocabulary';
import { Failed } from '../../../ui/Failed';
import { StatusIcon } from '../../../ui/StatusText';
import { tell } from '../../../ui/toasts';
import classes from './Board.module.css';
import { BoardCard, isCard } from './BoardCard';
import { CardSkeletons } from './CardSkeletons';
import { moveTask } from './moveTask';
import { useAutoScroll } from './useAutoScroll';
import type { Column } from './useColumns';

type Props = { column: Column; glowing: ReadonlySet<string>; foldable: boolean };

const ManyCards = lazy(() => import('./ManyCards'));
/** A longer column renders only the cards in sight. */
const most = 500;

export function BoardColumn({ column, glowing, foldable }: Props) {
  const { status, tasks, total } = column;
  const element = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [isOver, setOver] = useState(false);
  const [folded, setFolded] = useState(false);
  const name = statusWords[status];
  const isMany = tasks.length > most;

  useEffect(() => {
    if (!element.current) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => isCard(source.data),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        if (!isCard(source.data)) return;
        if (source.data.task.status === status) tell('The board is sorted by priority, then due date');
        else void moveTask(source.data.task, status);
      },
    });
  }, [status]);

  useAutoScroll(list);

  return (
    <section
      ref={element}
      aria-label={`${name}, ${total} ${total === 1 ? 'task' : 'tasks'}`}
      aria-busy={column.isPending}
      data-over={isOver || undefined}
      data-folded={folded || undefined}
      className={classes.column}
    >
      <header className={classes.head}>
        <StatusIcon status={status} />
        <h2 className={classes.name}>{name}</h2>
        <span className={classes.total}>{total}</span>
        {!folded && (
          <ActionIcon component={Link} to={`/tasks/new?status=${status}`} aria-label={`Add a task: ${name}`}>
            <Plus size={16} />
          </ActionIcon>
        )}
        {foldable && (
          <ActionIcon
            aria-label={folded ? `Unfold ${name}` : `Fold ${name}`}
            aria-expanded={!folded}
            onClick={() => setFolded(!folded)}
          >
            {folded ? <ChevronsLeftRight size={16} /> : <ChevronsRightLeft size={16} />}
          </ActionIcon>
        )}
      </header>
      <ul ref={list} hidden={folded} data-many={isMany || undefined} className={classes.cards}>
        <Suspense fallback={cards(tasks, glowing)}>
          {isMany ? <ManyCards tasks={tasks} total={total} glowing={glowing} scroller={list} /> : cards(tasks, glowing)}
        </Suspense>
        {column.isPending && <CardSkeletons />}
        {Boolean(column.error) && (
          <li>
            <Failed title="The tasks were not loaded" error={column.error} onRetry={column.retry} />
          </li>
        )}
        {!column.isPending && !column.error && tasks.length === 0 && (
          <li className={classes.nothing}>Nothing {name.toLowerCase()}</li>
        )}
        {column.hasMore && (
          <li>
            <Button variant="subtle" fullWidth loading={column.isLoadingMore} onClick={column.loadMore}>
              Show 50 more
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}

function cards(tasks: readonly Task[], glowing: ReadonlySet<string>) {
  return tasks.map((task) => <BoardCard key={task.id} task={task} glowing={glowing.has(task.id)} />);
}

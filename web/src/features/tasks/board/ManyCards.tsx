import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type RefObject } from 'react';
import type { Task } from '../../../api/vocabulary';
import { BoardCard } from './BoardCard';
import { usePinned } from './usePinned';

type Props = {
  tasks: readonly Task[];
  /** How many cards the column has, also those not loaded yet. */
  total: number;
  glowing: ReadonlySet<string>;
  scroller: RefObject<HTMLElement | null>;
};

const usualHeight = 84;
const gap = 8;

/** The cards of a long column: those in sight and a few around them. Loaded when a column is that long. */
export default function ManyCards({ tasks, total, glowing, scroller }: Props) {
  const pinned = usePinned(tasks);
  const virtualizer = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => tasks[index]?.id ?? index,
    gap,
    overscan: 8,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...pinned])].sort((one, other) => one - other),
  });
  let end = -gap;
  const cards = virtualizer.getVirtualItems().flatMap(({ index, start, end: next }) => {
    const task = tasks[index];
    if (!task) return [];
    const left = start - end - gap;
    end = next;
    return [
      <Fragment key={task.id}>
        {left > 0 && <Space height={left - gap} />}
        <BoardCard
          task={task}
          glowing={glowing.has(task.id)}
          index={index}
          total={total}
          measure={virtualizer.measureElement}
        />
      </Fragment>,
    ];
  });
  const left = virtualizer.getTotalSize() - end - gap;
  return (
    <>
      {cards}
      {left > 0 && <Space height={left} />}
    </>
  );
}

/** Stands where cards are not rendered. */
function Space({ height }: { height: number }) {
  return <li aria-hidden style={{ flex: 'none', height }} />;
}

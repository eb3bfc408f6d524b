import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { Lock } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { userId } from '../../../api/session';
import type { Task } from '../../../api/vocabulary';
import { useTaskLink } from '../../../app/openTask';
import { DueDate } from '../../../ui/DueDate';
import { PriorityText } from '../../../ui/PriorityText';
import { TagChips } from '../../../ui/TagChips';
import classes from './Board.module.css';
import { MoveMenu } from './MoveMenu';

/** What is dragged. */
export function cardData(task: Task): Record<string | symbol, unknown> & { task: Task } {
  return { task };
}

export function isCard(data: Record<string | symbol, unknown>): data is { task: Task } {
  return typeof (data.task as Task | undefined)?.status === 'string';
}

type Props = {
  task: Task;
  glowing: boolean;
  /** The place of a card, from 0, in a column that renders only some of its cards, and how many it has. */
  index?: number;
  total?: number;
  /** Measures the card for that column. */
  measure?: (element: HTMLElement | null) => void;
};

export const BoardCard = memo(function BoardCard({ task, glowing, index, total, measure }: Props) {
  const element = useRef<HTMLLIElement>(null);
  const [isDragged, setDragged] = useState(false);
  const link = useTaskLink();
  const isOwner = task.owner_id === userId();

  useEffect(() => {
    if (!element.current || !isOwner) return;
    return draggable({
      element: element.current,
      canDrag: ({ input }) => !document.elementFromPoint(input.clientX, input.clientY)?.closest('a,button'),
      getInitialData: () => cardData(task),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [task, isOwner]);

  useEffect(() => {
    if (element.current) measure?.(element.current);
  }, [measure]);

  return (
    <li
      ref={element}
      data-task={task.id}
      data-index={index}
      aria-setsize={total}
      aria-posinset={index === undefined ? undefined : index + 1}
      data-dragged={isDragged || undefined}
      data-glow={glowing || undefined}
      data-own={isOwner || undefined}
      className={classes.card}
    >
      <div className={classes.line}>
        <Link
          {...link(task.id)}
          draggable={false}
          className={classes.title}
          data-done={task.status === 'DONE' || undefined}
        >
          {task.title}
        </Link>
        {isOwner ? (
          <MoveMenu task={task} />
        ) : (
          <span
            role="img"
            aria-label={`Owner: ${task.owner_email}`}
            title={`Owner: ${task.owner_email}`}
            className={classes.lock}
          >
            <Lock size={14} aria-hidden />
          </span>
        )}
      </div>
      <div className={classes.meta}>
        <PriorityText priority={task.priority} />
        <DueDate due={task.due_date} status={task.status} />
      </div>
      {task.tags.length > 0 && <TagChips tags={task.tags} shown={2} />}
    </li>
  );
});

import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import type { Task } from '../../../api/vocabulary';
import { cardOfFocus } from '../cardOfFocus';
import { isCard } from './BoardCard';
import { focusRendered, registerRevealer } from './focusCard';

/**
 * The places of the cards that stay rendered wherever the column is scrolled: the focused one with its neighbours, so that Tab goes on from
 * it, and the one that is dragged, whose drag would end with its element.
 */
export function usePinned(tasks: readonly Task[]): readonly number[] {
  const [focused, setFocused] = useState<string | undefined>(() => cardOfFocus()?.dataset.task);
  const [dragged, setDragged] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const place = (id: string | undefined) => (id === undefined ? -1 : tasks.findIndex((task) => task.id === id));

  useEffect(() => {
    const onFocus = () => setFocused(cardOfFocus()?.dataset.task);
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);

  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => isCard(source.data),
        onDragStart: ({ source }) => isCard(source.data) && setDragged(source.data.task.id),
        onDrop: () => setDragged(undefined),
      }),
    [],
  );

  const reveal = useEffectEvent((id: string) => place(id) >= 0 && setWanted(id));
  useEffect(() => registerRevealer((id) => reveal(id)), []);
  // The card is rendered by now, at its place: the browser scrolls to what takes the focus.
  useLayoutEffect(() => {
    if (wanted === undefined) return;
    focusRendered(wanted);
    setWanted(undefined);
  }, [wanted]);

  const around = [focused, wanted].map(place).flatMap((index) => (index < 0 ? [] : [index - 1, index, index + 1]));
  return [...around, place(dragged)].filter((index) => index >= 0 && index < tasks.length);
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tagsQuery } from '../../api/queries/tags';
import { type Completion, completionAt } from './completions';

/** What can complete the word at the caret, and which of it is marked. `caret` is null without the focus. */
export function useCompletions(value: string, caret: number | null) {
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const [mark, setMark] = useState({ value: '', active: 0 });
  const typesTag = caret !== null && /(?:^|\s)#\S*$/u.test(value.slice(0, caret));
  const tags = useQuery({ ...tagsQuery, enabled: typesTag }).data ?? [];
  const offer: Completion | null =
    caret === null || closedFor === value
      ? null
      : completionAt(
          value,
          caret,
          tags.map(({ name }) => name),
        );
  // Another letter starts again at the first.
  const chosen = mark.value === value;
  const active = chosen ? mark.active : 0;

  return {
    offer,
    active,
    /** Whether a word was picked with the arrows, so that Enter means it. */
    chosen,
    move: (key: string): boolean => {
      const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (!offer || step === 0) return false;
      const count = offer.words.length;
      setMark({ value, active: (active + step + count) % count });
      return true;
    },
    dismiss: () => setClosedFor(value),
  };
}

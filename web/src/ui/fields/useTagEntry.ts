import { useState } from 'react';
import { addTags } from './tagInput';

/** The state of a field for tags: those that are chips already, and the text behind them. */
export function useTagEntry(initial: readonly string[] = []) {
  const [tags, setTags] = useState(initial);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);

  return {
    /** The properties of the field. */
    field: {
      tags,
      text,
      fault: fault ?? undefined,
      onChange: (nextTags: readonly string[], nextText: string, nextFault: string | null) => {
        setTags(nextTags);
        setText(nextText);
        setFault(nextFault);
      },
    },

    /** All tags, with the one that is still being typed; null when that one is faulty, which the field then says. */
    take(): string[] | null {
      const result = addTags(tags, text);
      setFault(result.fault);
      return result.fault ? null : result.tags;
    },

    reset(next: readonly string[] = []): void {
      setTags(next);
      setText('');
      setFault(null);
    },
  };
}

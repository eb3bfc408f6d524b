import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../../app/keys';

type Props = { value: string; onSearch: (search: string) => void };

const pause = 250;

/** Searches when typing pauses. */
export function SearchField({ value, onSearch }: Props) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onSearch);
  latest.current = onSearch;
  useKeys({ '/': () => input.current?.focus() });

  // The address was changed by Back, a view or Clear filters. What is being typed stays, and is searched for next.
  if (value !== known) {
    setKnown(value);
    if (text.trim() === known) setText(value);
  }

  useEffect(() => {
    const search = text.trim();
    if (search === value) return;
    // The clean-up cancels the search when the page is left: it would be written into the next page's address.
    const timer = setTimeout(() => latest.current(search), pause);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <TextInput
      ref={input}
      type="search"
      aria-label="Search tasks"
      placeholder="Search"
      leftSection={<Search size={16} aria-hidden />}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') latest.current(text.trim());
        if (event.key === 'Escape') {
          // The browser would empty the field.
          event.preventDefault();
          event.currentTarget.blur();
        }
      }}
    />
  );
}

import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something the palette offers. */
export type Command = {
  id: string;
  label: string;
  /** Further words that find it. */
  words?: string;
  /** The key that does the same, as shown: "Q". */
  keys?: string;
  run: () => void;
};

let sources: (() => readonly Command[])[] = [];
const listeners = new Set<() => void>();

function change(next: (() => readonly Command[])[]): void {
  sources = next;
  for (const listener of [...listeners]) listener();
}

/** Offers commands in the palette while the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const source = () => latest.current;
    change([...sources, source]);
    return () => change(sources.filter((other) => other !== source));
  }, []);
}

/** All commands offered now; those of the component shown last come first. */
export function currentCommands(): Command[] {
  return [...sources].reverse().flatMap((source) => source());
}

export function useCommandSources(): readonly unknown[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sources,
  );
}

import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Command } from '../../app/commands';
import classes from './Palette.module.css';
import { rememberCommand } from './recent';
import { usePaletteEntries } from './usePaletteEntries';

type Props = {
  opened: boolean;
  onClose: () => void;
  openTask: (id: string) => void;
  addTask: (title: string) => void;
};

/** Everything that can be done here, by name. */
export function Palette({ opened, onClose, ...actions }: Props) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={560}
      yOffset="12vh"
      centered={false}
      classNames={{ content: classes.palette }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Commands">
        <Entries onClose={onClose} {...actions} />
      </Modal.Content>
    </Modal.Root>
  );
}

function Entries({ onClose, openTask, addTask }: Omit<Props, 'opened'>) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const entries = usePaletteEntries({ query, openTask, addTask });
  const active = Math.min(chosen, entries.length - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another entry becomes the active one.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const run = (command: Command | undefined) => {
    if (!command) return;
    if (!command.id.startsWith('task-') && command.id !== 'add') rememberCommand(command.id);
    onClose();
    // After the dialog has given the focus back, so that a command can move it.
    setTimeout(command.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((active + step + entries.length) % Math.max(entries.length, 1));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(entries[active]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        data-autofocus
        role="combobox"
        aria-label="Command or task"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? `${id}-${active}` : undefined}
        placeholder="Type a command or a task"
        autoComplete="off"
        className={classes.input}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} role="listbox" id={id} aria-label="Commands" className={classes.list}>
        {entries.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys.
          <div
            key={command.id}
            role="option"
            id={`${id}-${index}`}
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.entry}
            onMouseMove={() => setChosen(index)}
            onClick={() => run(command)}
          >
            <span className={classes.label}>{command.label}</span>
            {command.keys && <kbd className={classes.keys}>{command.keys}</kbd>}
          </div>
        ))}
      </div>
    </>
  );
}

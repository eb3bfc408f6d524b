import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { tagsQuery } from '../../api/queries/tags';
import classes from './TagField.module.css';
import { addTags, completionsOf } from './tagInput';

type Props = {
  tags: readonly string[];
  /** What is typed and no tag yet. */
  text: string;
  fault?: string | undefined;
  autoFocus?: boolean;
  onChange: (tags: string[], text: string, fault: string | null) => void;
};

/** Tags as chips. Enter or a comma makes a chip of what is typed; known tags complete it. */
export function TagField({ tags, text, fault, autoFocus = false, onChange }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const { data: known = [] } = useQuery({ ...tagsQuery, enabled: open });
  const names = known.map((tag) => tag.name);
  const completions = open ? completionsOf(names, tags, text) : [];

  const add = (typed: string) => {
    const result = addTags(tags, typed);
    onChange(result.tags, result.rest, result.fault);
    setActive(-1);
  };
  const remove = (tag: string) => {
    onChange(
      tags.filter((other) => other !== tag),
      text,
      null,
    );
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && completions.length > 0) {
      event.preventDefault();
      setActive((active + step + completions.length + 1) % (completions.length + 1) || (step > 0 ? 0 : -1));
    } else if (event.key === 'Enter') {
      // Enter never sends the form from here.
      event.preventDefault();
      add(completions[active] ?? text);
    } else if (event.key === 'Tab' && completions[active]) {
      event.preventDefault();
      add(completions[active]);
    } else if (event.key === 'Backspace' && text === '' && tags.length > 0) {
      event.preventDefault();
      onChange(tags.slice(0, -1), '', null);
    } else if (event.key === 'Escape' && completions.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        Tags
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click beside the chips goes to the field. */}
      <div className={classes.box} data-fault={fault ? true : undefined} onClick={() => input.current?.focus()}>
        {tags.map((tag) => (
          <span key={tag} className={classes.chip}>
            <span className={classes.name}>{tag}</span>
            <button
              type="button"
              aria-label={`Remove tag ${tag}`}
              className={classes.remove}
              onClick={(event) => {
                event.stopPropagation();
                remove(tag);
              }}
            >
              <X aria-hidden size={12} />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          name="tags"
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="enter"
          className={classes.input}
          value={text}
          data-autofocus={autoFocus || undefined}
          aria-autocomplete="list"
          aria-controls={completions.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={completions[active] ? `${id}-${active}` : undefined}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : `${id}-hint`}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            if (text.trim() !== '') add(text);
          }}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setOpen(true);
            setActive(-1);
            if (/[,\n]/.test(value)) add(value);
            else onChange([...tags], value, null);
          }}
          onPaste={(event) => {
            // A text field would join the lines.
            const pasted = event.clipboardData.getData('text');
            if (!/[\n\r]/.test(pasted.trim())) return;
            event.preventDefault();
            add(`${text}\n${pasted}`);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {completions.length > 0 && (
        <div id={`${id}-list`} role="listbox" aria-label="Known tags" className={classes.list}>
          {completions.map((tag, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
            <div
              key={tag}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes.option}
              onPointerDown={(event) => {
                event.preventDefault();
                add(tag);
              }}
            >
              {tag}
            </div>
          ))}
        </div>
      )}
      {fault ? (
        <p id={`${id}-fault`} className={classes.fault}>
          {fault}
        </p>
      ) : (
        <p id={`${id}-hint`} className={classes.hint}>
          Enter or a comma adds a tag
        </p>
      )}
    </div>
  );
}

import { type ClipboardEvent, type KeyboardEvent, type Ref, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { CompletionList } from './CompletionList';
import { type Completion, complete } from './completions';
import classes from './LineField.module.css';
import type { Token } from './parse';
import { splitPaste } from './paste';
import { text } from './text';
import { useCompletions } from './useCompletions';

type Props = {
  ref: Ref<HTMLTextAreaElement>;
  /** Takes the focus of the sheet that it is shown in. */
  autoFocus: boolean;
  value: string;
  tokens: readonly Token[];
  placeholder: string;
  /** The id of the message, when the line was refused. */
  faultId: string | undefined;
  onChange: (value: string) => void;
  onFocus: () => void;
  onSubmit: (opens: boolean) => void;
  /** Makes the token text again. */
  onKeep: (token: Token) => void;
  onPasteLines: (lines: string) => void;
};

/** One line of text that grows with its words; what is understood is tinted behind the letters. */
export function LineField({ ref, autoFocus, value, tokens, placeholder, faultId, ...on }: Props) {
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const completions = useCompletions(value, caret);
  const { offer, active } = completions;

  const put = (line: string, at: number) => {
    // The caret is set at once: a letter typed before a later frame would be followed by the others in front of it.
    flushSync(() => {
      on.onChange(line);
      setCaret(at);
    });
    field.current?.setSelectionRange(at, at);
  };

  const take = (completion: Completion, word: string) => {
    const next = complete(value, completion, word);
    put(next.line, next.caret);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const word = offer?.words[active];
    if (offer && word && plain && completions.move(event.key)) event.preventDefault();
    else if (offer && word && event.key === 'Tab' && plain && !event.shiftKey) {
      event.preventDefault();
      take(offer, word);
    } else if (offer && event.key === 'Escape') {
      event.preventDefault();
      // A sheet around the field stays open.
      event.stopPropagation();
      completions.dismiss();
    } else if (event.key === 'Escape') {
      // What was typed stays; the single keys of the page work again.
      event.currentTarget.blur();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (offer && word && completions.chosen) take(offer, word);
      else if (!event.repeat && value !== '') on.onSubmit(event.shiftKey);
    } else if (event.key === 'Backspace' && plain) {
      const last = tokens.at(-1);
      const { selectionStart, selectionEnd } = event.currentTarget;
      if (!last || selectionStart !== value.length || selectionEnd !== value.length || last.end !== value.length)
        return;
      event.preventDefault();
      on.onKeep(last);
    }
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/[\n\r\u2028\u2029]/u.test(pasted)) return;
    event.preventDefault();
    const { lines } = splitPaste(pasted);
    if (lines.length > 1) return on.onPasteLines(pasted);
    const { selectionStart, selectionEnd } = event.currentTarget;
    const only = lines[0] ?? '';
    put(value.slice(0, selectionStart) + only + value.slice(selectionEnd), selectionStart + only.length);
  };

  return (
    <div className={classes.line}>
      <div className={classes.scroll}>
        <div aria-hidden className={classes.tints}>
          {tinted(value, tokens)}
        </div>
        <textarea
          ref={(element) => {
            field.current = element;
            if (typeof ref === 'function') ref(element);
            else if (ref) ref.current = element;
          }}
          className={classes.field}
          data-autofocus={autoFocus || undefined}
          rows={1}
          value={value}
          placeholder={placeholder}
          aria-label={text.field}
          aria-invalid={faultId !== undefined || undefined}
          aria-describedby={faultId}
          aria-autocomplete="list"
          aria-controls={offer ? listId : undefined}
          aria-activedescendant={offer ? `${listId}-${active}` : undefined}
          enterKeyHint="done"
          autoComplete="off"
          // Text that is dropped here may have several lines.
          onChange={(event) => {
            on.onChange(event.currentTarget.value.replace(/[\n\r\u2028\u2029]+/gu, ' '));
            setCaret(event.currentTarget.selectionStart);
          }}
          onSelect={(event) => {
            const { selectionStart, selectionEnd } = event.currentTarget;
            setCaret(selectionStart === selectionEnd ? selectionStart : null);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={on.onFocus}
          onBlur={() => setCaret(null)}
        />
      </div>
      {offer && <CompletionList id={listId} words={offer.words} active={active} onTake={(word) => take(offer, word)} />}
    </div>
  );
}

/** The same text as in the field, unseen, with a colour behind what is understood. */
function tinted(value: string, tokens: readonly Token[]) {
  let at = 0;
  const parts = tokens.flatMap(({ start, end, kind }) => {
    const before = value.slice(at, start);
    at = end;
    return [
      before,
      <mark key={start} data-kind={kind}>
        {value.slice(start, end)}
      </mark>,
    ];
  });
  // The last character keeps the height of a line that ends with a blank or is empty.
  return [...parts, `${value.slice(at)}\u200b`];
}

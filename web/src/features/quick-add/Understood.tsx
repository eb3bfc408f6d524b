import { AlignLeft, CalendarClock, X } from 'lucide-react';
import { PriorityText } from '../../ui/PriorityText';
import { StatusText } from '../../ui/StatusText';
import { dueWords } from './dueWords';
import type { ParsedLine, Token } from './parse';
import { text } from './text';
import classes from './Understood.module.css';

type Props = { parsed: ParsedLine; onKeep?: (token: Token) => void };

/** What the line means besides its title, each with a way to make it text again. */
export function Understood({ parsed, onKeep }: Props) {
  return (
    <ul aria-label={text.understood} className={classes.chips}>
      {parsed.tokens.map((token) => (
        <li key={token.start} className={classes.chip} data-kind={token.kind}>
          <Meaning token={token} parsed={parsed} />
          {onKeep && (
            <button
              type="button"
              className={classes.keep}
              aria-label={text.keep(token.label)}
              // The field keeps the focus, and a phone its keyboard.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onKeep(token)}
            >
              <X size={14} aria-hidden />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Meaning({ token, parsed }: { token: Token; parsed: ParsedLine }) {
  switch (token.kind) {
    case 'tag':
      return <span className={classes.meaning}>{token.label}</span>;
    case 'priority':
      return parsed.priority && <PriorityText priority={parsed.priority} />;
    case 'status':
      return parsed.status && <StatusText status={parsed.status} />;
    case 'description':
      return (
        <span className={classes.meaning}>
          <AlignLeft size={14} aria-hidden />
          {text.description}
        </span>
      );
    case 'date': {
      // A day and a time that are apart are one due date; it stands at the first of them.
      const isFirst = parsed.tokens.find(({ kind }) => kind === 'date') === token;
      return (
        <span className={classes.meaning}>
          <CalendarClock size={14} aria-hidden />
          {isFirst && parsed.due ? dueWords(parsed.due) : token.label}
        </span>
      );
    }
  }
}

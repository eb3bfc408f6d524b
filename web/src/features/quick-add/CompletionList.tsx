import classes from './LineField.module.css';
import { text } from './text';

type Props = { id: string; words: readonly string[]; active: number; onTake: (word: string) => void };

/** What Tab puts in. The focus stays in the field, which points at the marked option. */
export function CompletionList({ id, words, active, onTake }: Props) {
  return (
    <div role="listbox" id={id} aria-label={text.completions} className={classes.completions}>
      {words.map((word, index) => (
        <div
          key={word}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes.completion}
          // Before the field loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(word);
          }}
        >
          {word}
          {index === active && <kbd>Tab</kbd>}
        </div>
      ))}
    </div>
  );
}

import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import classes from './PastePreview.module.css';
import type { ParsedLine } from './parse';
import { splitPaste } from './paste';
import { problemWords, text } from './text';
import { Understood } from './Understood';

type Props = {
  pasted: string;
  parse: (line: string) => ParsedLine;
  onAdd: (lines: readonly ParsedLine[], texts: readonly string[]) => void;
  onClose: () => void;
};

/** The tasks that pasted lines would become. Lines that are none stay to be seen; lines over the limit come after these. */
export function PastePreview({ pasted, parse, onAdd, onClose }: Props) {
  const [{ lines, rest }, setPaste] = useState(() => splitPaste(pasted));
  const adding = useRef(false);
  const parsed = lines.map((line) => ({ line, task: parse(line) }));
  const good = parsed.filter(({ task }) => !task.problem);
  const bad = parsed.filter(({ task }) => task.problem);

  const add = () => {
    if (adding.current) return;
    adding.current = true;
    onAdd(
      good.map(({ task }) => task),
      good.map(({ line }) => line),
    );
    const left = [...bad.map(({ line }) => line), ...rest];
    if (left.length === 0) return onClose();
    setPaste(splitPaste(left.join('\n')));
    adding.current = false;
  };

  return (
    <section
      aria-label={text.pastedTitle}
      className={classes.preview}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <ol className={classes.lines}>
        {parsed.map(({ line, task }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same line may have been pasted twice.
          <li key={index} className={classes.line}>
            <span className={classes.title}>{task.title || line}</span>
            {task.problem ? (
              <span className={classes.problem}>{problemWords[task.problem]}</span>
            ) : (
              <Understood parsed={task} />
            )}
          </li>
        ))}
      </ol>
      {rest.length > 0 && <p className={classes.rest}>{text.pastedRest(rest.length)}</p>}
      <div className={classes.actions}>
        <Button disabled={good.length === 0} onClick={add} autoFocus>
          {text.pasted(good.length)}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
      </div>
    </section>
  );
}

import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { registerQuickAdd } from '../../app/quickAdd';
import { FormFailure } from '../../ui/FormFailure';
import { useWidth } from '../../ui/useWidth';
import { LineField } from './LineField';
import { PastePreview } from './PastePreview';
import classes from './QuickAdd.module.css';
import { text } from './text';
import { Understood } from './Understood';
import { useQuickAdd } from './useQuickAdd';
import { Waiting } from './Waiting';

/** A line that becomes a task: the words for tags, priority, status and date are taken out of the title. */
export function QuickAdd({ autoFocus = false }: { autoFocus?: boolean }) {
  const quickAdd = useQuickAdd();
  const { draft, parsed, problem, failure } = quickAdd;
  const [pasted, setPasted] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const faultId = useId();
  const isPhone = useWidth() === 'phone';

  useEffect(() => registerQuickAdd(() => field.current?.focus()), []);

  const closePaste = () => {
    setPasted(null);
    field.current?.focus();
  };

  return (
    <div className={classes.quickAdd}>
      <form
        className={classes.bar}
        data-invalid={problem !== null || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          void quickAdd.submit(false);
          field.current?.focus();
        }}
      >
        <LineField
          ref={field}
          autoFocus={autoFocus}
          value={draft.text}
          tokens={parsed.tokens}
          placeholder={isPhone ? text.shortPlaceholder : text.placeholder}
          faultId={problem === null ? undefined : faultId}
          onChange={(value) => quickAdd.change({ ...draft, text: value })}
          onFocus={quickAdd.loadDates}
          onSubmit={(opens) => void quickAdd.submit(opens)}
          onKeep={quickAdd.keepAsText}
          onPasteLines={setPasted}
        />
        <Button type="submit" className={classes.add}>
          {text.add}
        </Button>
      </form>
      {problem !== null && (
        <p id={faultId} role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {Boolean(failure) && (
        <div className={classes.failure}>
          <FormFailure error={failure} what={text.notAdded} />
        </div>
      )}
      <div className={classes.below}>
        {parsed.tokens.length > 0 ? (
          <Understood parsed={parsed} onKeep={quickAdd.keepAsText} />
        ) : (
          <span className={classes.hint}>{text.hint}</span>
        )}
      </div>
      {pasted !== null && (
        <PastePreview
          pasted={pasted}
          parse={quickAdd.parseLine}
          onAdd={(tasks, texts) => void quickAdd.addAll(tasks, texts)}
          onClose={closePaste}
        />
      )}
      <Waiting
        lines={quickAdd.lines}
        onRetry={quickAdd.retry}
        onDiscard={quickAdd.discard}
        onEdit={(line) => {
          quickAdd.edit(line);
          field.current?.focus();
        }}
      />
    </div>
  );
}

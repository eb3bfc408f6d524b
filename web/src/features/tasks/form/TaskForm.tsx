import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../../api/errors';
import { priorities, priorityWords, statuses, statusWords } from '../../../api/vocabulary';
import { useKeys } from '../../../app/keys';
import { Confirm } from '../../../ui/Confirm';
import { FormFailure } from '../../../ui/FormFailure';
import { TagField } from '../../../ui/fields/TagField';
import { useForm } from '../../../ui/useForm';
import { DescriptionField } from './DescriptionField';
import { DraftNotice } from './DraftNotice';
import classes from './TaskForm.module.css';
import { isTouched, type TaskValues, tagsOf, taskFaults } from './taskValues';
import { useDraft, useKeptDraft } from './useDraft';
import { useKeyboardInset } from './useKeyboardInset';
import { useLeaveGuard } from './useLeaveGuard';

type Faults = ReturnType<typeof taskFaults>;

type Props = {
  /** A task's id, or "new": where the draft is kept. */
  form: string;
  /** What the fields hold when nothing was typed. */
  base: TaskValues;
  submitLabel: string;
  /** "The task was not saved". */
  failure: string;
  /** What stands between the fields and the buttons, such as a conflict. */
  notice?: (values: TaskValues, set: (change: Partial<TaskValues>) => void) => React.ReactNode;
  send: (values: TaskValues) => Promise<void>;
  /** Called when the form is left: after saving, or with Cancel. */
  onDone: (saved: boolean) => void;
};

/** The fields of a task. What was typed survives a reload, a crash and a lost session. */
export function TaskForm({ form: formName, base, submitLabel, failure: what, notice, send, onDone }: Props) {
  const draft = useDraft(formName, base);
  const [restored, setRestored] = useState(draft.restored);
  const [asking, setAsking] = useState(false);
  const form = useForm<TaskValues>({
    initial: draft.start,
    check: (values): Faults => ({ ...taskFaults(values), ...unreadable(form.form.current) }),
    send: async (values) => {
      await send(values);
      draft.drop();
      guard.release();
      onDone(true);
    },
  });
  const { values, faults, set, field } = form;
  const touched = isTouched(values, base);
  const guard = useLeaveGuard(touched);
  useKeptDraft(draft, values, base);
  useKeyboardInset();

  const cancel = () => (touched ? setAsking(true) : onDone(false));
  const discard = () => {
    draft.drop();
    if (guard.isAsking) guard.leave();
    else {
      guard.release();
      onDone(false);
    }
  };
  useKeys({ 'Mod+Enter': () => void form.submit(), Escape: cancel });

  return (
    <form ref={form.form} noValidate onSubmit={form.submit} className={classes.form}>
      {restored && (
        <DraftNotice
          onDiscard={() => {
            set(base);
            setRestored(false);
          }}
        />
      )}
      <TextInput label="Title" dir="auto" autoComplete="off" autoFocus={base.title === ''} {...field('title')} />
      <DescriptionField {...field('description')} />
      <div className={classes.pair}>
        <NativeSelect
          label="Status"
          data={statuses.map((value) => ({ value, label: statusWords[value] }))}
          {...field('status')}
        />
        <NativeSelect
          label="Priority"
          data={priorities.map((value) => ({ value, label: priorityWords[value] }))}
          {...field('priority')}
        />
      </div>
      <div className={classes.pair}>
        <TextInput type="date" label="Due date" max="9999-12-31" {...field('due_date')} />
        <TextInput type="time" label="Time" {...field('time')} />
      </div>
      <TagField
        tags={tagsOf(values)}
        text={values.tag_text}
        fault={faults.tags}
        onChange={(tags, text, fault) => {
          set({ tags: tags.join(','), tag_text: text });
          form.fault('tags', fault);
        }}
      />
      {notice?.(values, set)}
      {!isConflict(form.failure) && <FormFailure error={form.failure} what={what} />}
      <div className={classes.actions}>
        <Button type="submit" loading={form.busy}>
          {submitLabel}
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
      <Confirm
        opened={asking || guard.isAsking}
        question="Discard changes?"
        consequence="What you typed here is not saved."
        confirmLabel="Discard"
        cancelLabel="Keep editing"
        onConfirm={discard}
        onCancel={() => {
          setAsking(false);
          guard.stay();
        }}
      />
    </form>
  );
}

// The notice says more about it than the message.
function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

// A date that is typed half has an empty value, like one that was taken away.
function unreadable(form: HTMLFormElement | null): Partial<TaskValues> {
  const isHalf = (name: string) => {
    const input = form?.elements.namedItem(name);
    return input instanceof HTMLInputElement && input.validity.badInput;
  };
  return {
    ...(isHalf('due_date') && { due_date: 'Enter a whole date' }),
    ...(isHalf('time') && { time: 'Enter a whole time' }),
  };
}

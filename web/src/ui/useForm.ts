import { type FormEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '../api/errors';

export type Faults<F extends string> = Partial<Record<F, string>>;

type Options<V extends Record<string, string>> = {
  initial: V;
  /** The messages of faulty fields; nothing is sent while there is one. */
  check: (values: V) => Partial<Record<keyof V & string, string | null>>;
  send: (values: V) => Promise<void>;
};

/**
 * The values, messages and sending of a form. Messages of the API stand at their fields; what belongs to no field is `failure`. What was
 * typed stays after a failure. One submit sends one request, however often Enter is pressed, also while the page that follows is loaded.
 */
export function useForm<V extends Record<string, string>>({ initial, check, send }: Options<V>) {
  type F = keyof V & string;
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults<F>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const state = useRef<'open' | 'sending' | 'sent'>('open');
  const form = useRef<HTMLFormElement>(null);

  const show = (found: Faults<F>) => {
    // The field is marked when it gets the focus, which it gets at once: what is typed next is meant for it.
    flushSync(() => setFaults(found));
    const first = Object.keys(values).find((name) => found[name as F]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  const reopen = () => {
    state.current = 'open';
    setBusy(false);
  };
  const change = (changed: Partial<V>) => {
    if (state.current === 'sent') reopen();
    setValues((old) => ({ ...old, ...changed }));
  };

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (state.current !== 'open') return;
    const found = Object.fromEntries(Object.entries(check(values)).filter(([, fault]) => fault)) as Faults<F>;
    setFailure(null);
    show(found);
    if (Object.keys(found).length > 0) return;
    state.current = 'sending';
    setBusy(true);
    try {
      await send(values);
      if (state.current === 'sending') state.current = 'sent';
    } catch (error) {
      reopen();
      const { atFields, rest } = split(error, Object.keys(values) as F[]);
      show(atFields);
      setFailure(rest);
    }
  };

  return {
    values,
    faults,
    failure,
    busy,
    form,
    submit,
    set: (changed: Partial<V>) => {
      change(changed);
      setFaults((old) => Object.fromEntries(Object.entries(old).filter(([name]) => !(name in changed))) as Faults<F>);
    },
    /** Starts anew, for a form that stays after it was sent. */
    clear: () => {
      reopen();
      setValues(initial);
      setFaults({});
    },
    /** Says what is wrong with a field while it is filled in. */
    fault: (name: F, message: string | null) => setFaults((old) => ({ ...old, [name]: message ?? undefined })),
    /** The properties of one text field. */
    field: (name: F) => ({
      name,
      value: values[name],
      error: faults[name],
      onChange: (event: { currentTarget: { value: string } }) => {
        change({ [name]: event.currentTarget.value } as Partial<V>);
        setFaults((old) => ({ ...old, [name]: undefined }));
      },
    }),
  };
}

// `tags.0` belongs to the field of the tags. Messages of fields that the form does not have stay in the failure.
function split<F extends string>(error: unknown, fields: readonly F[]): { atFields: Faults<F>; rest: unknown } {
  if (!(error instanceof ApiError) || error.status !== 400) return { atFields: {}, rest: error };
  const atFields: Faults<F> = {};
  const others: string[] = [];
  for (const [name, messages] of Object.entries(error.details)) {
    const field = fields.find((known) => known === name || name.startsWith(`${known}.`));
    if (field) atFields[field] ??= messages[0] ?? error.message;
    else others.push(`${name}: ${messages.join(' ')}`);
  }
  if (Object.keys(atFields).length > 0 && others.length === 0) return { atFields, rest: null };
  const message = others.length > 0 ? others.join(' ') : error.message;
  return { atFields, rest: new ApiError(error.status, error.code, message, {}, error.reference) };
}

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { referenceOf, wordsFor } from '../api/errors';
import { Reference } from './Reference';
import classes from './toasts.module.css';

type Options = {
  /** Offers "Undo" for 10 s. */
  undo?: () => void;
  /** Another action, such as "Open". */
  action?: { label: string; run: () => void };
};

/** Says that something was done. */
export function tell(message: string, { undo, action }: Options = {}): string {
  const actions = [...(undo ? [{ label: 'Undo', run: undo }] : []), ...(action ? [action] : [])];
  return show(message, 'status', actions, undo ? 10_000 : 5000);
}

/** Says that something failed. `what` is what failed: "The task was not saved". */
export function tellFailure(error: unknown, what: string, retry?: () => void): string {
  const actions = retry ? [{ label: 'Try again', run: retry }] : [];
  return show(wordsFor(error, what), 'alert', actions, 10_000, referenceOf(error));
}

function show(
  message: string,
  role: 'status' | 'alert',
  actions: readonly { label: string; run: () => void }[],
  milliseconds: number,
  reference: string | null = null,
): string {
  const id = `toast-${++count}`;
  const hold = (autoClose: number | false) => notifications.update({ ...toast, id, autoClose });
  const toast = {
    role,
    withBorder: false,
    classNames: classes,
    color: role === 'alert' ? 'danger' : 'accent',
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      // A toast stays while the focus is in it, so that nobody has to hurry.
      // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the focus of the buttons inside.
      <div className={classes.content} onFocus={() => hold(false)} onBlur={() => hold(milliseconds)}>
        <span>
          {message}
          {reference && <Reference value={reference} />}
        </span>
        {actions.map(({ label, run }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="subtle"
            className={classes.action}
            onClick={() => {
              notifications.hide(id);
              run();
            }}
          >
            {label}
          </Button>
        ))}
      </div>
    ),
  };
  notifications.show({ ...toast, id, autoClose: milliseconds });
  return id;
}

let count = 0;

/** Takes a toast away before its time. */
export function dismiss(id: string): void {
  notifications.hide(id);
}

import { Button } from '@mantine/core';
import { useId, useLayoutEffect, useRef } from 'react';
import classes from './Confirm.module.css';

type Props = {
  opened: boolean;
  question: string;
  /** What follows from a yes. */
  consequence?: string | undefined;
  confirmLabel: string;
  cancelLabel?: string;
  busy?: boolean;
  danger?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before something that cannot be taken back. Cancel has the focus, so that Enter harms nothing. */
export function Confirm({ opened, ...props }: Props) {
  return opened && <Question {...props} />;
}

// The browser's own dialog: it keeps the focus inside and gives it back, and unlike Mantine's it can be an alertdialog.
function Question({
  question,
  consequence,
  confirmLabel,
  cancelLabel = 'Cancel',
  busy = false,
  danger = true,
  onConfirm,
  onCancel,
}: Omit<Props, 'opened'>) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);

  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    cancel.current?.focus();
    // Closed before it is taken away: only then is the focus given back.
    return () => shown?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a click beside the dialog does.
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={id}
      aria-describedby={consequence ? `${id}-consequence` : undefined}
      className={classes.dialog}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onClick={(event) => event.target === dialog.current && onCancel()}
    >
      <div className={classes.content}>
        <h2 id={id}>{question}</h2>
        {consequence && (
          <p id={`${id}-consequence`} className={classes.consequence}>
            {consequence}
          </p>
        )}
        <div className={classes.actions}>
          <Button ref={cancel} variant="default" onClick={onCancel}>
            {cancelLabel}
          </Button>
          <Button color={danger ? 'danger' : 'accent'} loading={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

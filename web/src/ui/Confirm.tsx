import { Button, Modal } from '@mantine/core';
import { useId } from 'react';
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
export function Confirm({
  opened,
  question,
  consequence,
  confirmLabel,
  cancelLabel = 'Cancel',
  busy = false,
  danger = true,
  onConfirm,
  onCancel,
}: Props) {
  const id = useId();
  return (
    <Modal.Root opened={opened} onClose={onCancel} size={420} centered>
      <Modal.Overlay />
      <Modal.Content role="alertdialog" aria-labelledby={id} className={classes.content}>
        <h2 id={id}>{question}</h2>
        {consequence && <p className={classes.consequence}>{consequence}</p>}
        <div className={classes.actions}>
          <Button variant="default" onClick={onCancel} data-autofocus>
            {cancelLabel}
          </Button>
          <Button color={danger ? 'danger' : 'accent'} loading={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

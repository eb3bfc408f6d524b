import { Modal } from '@mantine/core';
import { QuickAdd } from './QuickAdd';
import classes from './QuickAddDialog.module.css';
import { text } from './text';

/** Quick add at the lower edge of a phone, above the page elsewhere. */
export function QuickAddDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal.Root opened onClose={onClose} size={640} classNames={{ inner: classes.inner }}>
      <Modal.Overlay />
      <Modal.Content aria-label={text.field} className={classes.sheet}>
        <Modal.Header className={classes.header}>
          <Modal.Title>{text.field}</Modal.Title>
          <Modal.CloseButton aria-label={text.close} />
        </Modal.Header>
        <Modal.Body>
          <QuickAdd autoFocus />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

import { Modal } from '@mantine/core';
import { useCommands } from '../../app/commands';
import { useKeys } from '../../app/keys';
import { closeQuickAddSheet, openQuickAdd, useQuickAddSheet } from '../../app/quickAdd';
import { QuickAdd } from './QuickAdd';
import classes from './QuickAddSheet.module.css';
import { text } from './text';

/** Quick add on every page: at the lower edge of a phone, above the page elsewhere. Where the page has a bar, that takes the focus. */
export function QuickAddSheet() {
  const opened = useQuickAddSheet();
  useKeys({ q: openQuickAdd });
  useCommands([{ id: 'quick-add', label: text.field, words: 'new task add', keys: 'Q', run: openQuickAdd }]);
  return (
    <Modal.Root opened={opened} onClose={closeQuickAddSheet} size={640} classNames={{ inner: classes.inner }}>
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

import { useCommands } from '../../app/commands';
import { useKeys } from '../../app/keys';
import { closeQuickAddSheet, openQuickAdd, useQuickAddSheet } from '../../app/quickAdd';
import { lazyDialog } from '../../ui/lazyDialog';
import { text } from './text';

const QuickAddDialog = lazyDialog(async () => (await import('./QuickAddDialog')).QuickAddDialog);

/** Quick add on every page. Where the page has a bar, that takes the focus. */
export function QuickAddSheet() {
  const opened = useQuickAddSheet();
  useKeys({ q: openQuickAdd });
  useCommands([{ id: 'quick-add', label: text.field, words: 'new task add', keys: 'Q', run: openQuickAdd }]);
  return opened && <QuickAddDialog onClose={closeQuickAddSheet} />;
}

import { useQuickAddSheet } from '../../app/quickAdd';
import { QuickAdd } from './QuickAdd';
import classes from './QuickAdd.module.css';

/** Quick add on a page. While the sheet is open the line stands there alone, and comes back with what was left of it. */
export function QuickAddBar() {
  return useQuickAddSheet() ? <div className={classes.away} /> : <QuickAdd />;
}

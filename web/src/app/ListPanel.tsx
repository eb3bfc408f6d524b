import type { ReactNode } from 'react';
import classes from './ListPanel.module.css';

/** The column of 560 px beside a list, board or calendar. */
export function ListPanel({ children }: { children: ReactNode }) {
  return <div className={classes.panel}>{children}</div>;
}

import { type ReactNode, useEffect } from 'react';
import classes from './AuthCard.module.css';

/** The card of the pages for visitors. */
export function AuthCard({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} – TaskTracker`;
  }, [title]);
  return (
    <>
      <header className={classes.brand}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        TaskTracker
      </header>
      <main id="main" className={classes.page}>
        <div className={classes.card}>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </>
  );
}

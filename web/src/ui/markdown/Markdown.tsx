import { lazy, Suspense } from 'react';
import classes from './Markdown.module.css';

const Rendered = lazy(() => import('./Rendered'));

/** A text in markdown. `level` is that of the heading above it. Until the renderer is loaded the text stands as it was typed. */
export function Markdown({ text, level = 2 }: { text: string; level?: number }) {
  return (
    <Suspense fallback={<div className={classes.plain}>{text}</div>}>
      <Rendered text={text} level={level} />
    </Suspense>
  );
}

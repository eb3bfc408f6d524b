import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import classes from './PageHeading.module.css';

type Props = { title: string; children?: ReactNode; hidden?: boolean; struck?: boolean };

let lastPath: string | null = null;

/** The h1 of a page: names the document, and takes the focus after a change of page so that a screen reader says where one is. */
export function PageHeading({ title, children, hidden = false, struck = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} – TaskTracker`;
  }, [title]);
  useEffect(() => {
    // Not on the first load: the browser starts at the top of the page by itself.
    if (lastPath !== null && lastPath !== pathname) heading.current?.focus({ preventScroll: true });
    lastPath = pathname;
  }, [pathname]);
  return (
    <div className={hidden ? 'visually-hidden' : classes.bar}>
      <h1 ref={heading} tabIndex={-1} dir="auto" data-struck={struck || undefined} className={classes.heading}>
        {title}
      </h1>
      {children}
    </div>
  );
}

import { ActionIcon, Tooltip } from '@mantine/core';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useKeys } from '../../../app/keys';
import { useWayBack } from '../../../app/wayBack';
import { BarActions } from '../../../ui/BarActions';
import { PageHeading } from '../../../ui/PageHeading';
import { useWidth } from '../../../ui/useWidth';
import { BackLink } from './BackLink';
import classes from './TaskView.module.css';

/** A task fills the page, or stands in a panel beside the place it was opened from. */
export type Place = 'page' | 'panel';

type Props = {
  place: Place;
  taskId: string;
  title: string;
  struck?: boolean;
  /** What leads to other tasks. */
  ways?: ReactNode;
  /** What can be done with the task. */
  actions?: ReactNode;
  children: ReactNode;
};

/** The heading of a task and what stands above it. */
export function TaskFrame(props: Props) {
  return props.place === 'page' ? <Page {...props} /> : <Panel {...props} />;
}

function Page({ title, struck, ways, actions, children }: Props) {
  const isPhone = useWidth() === 'phone';
  return (
    <div className={classes.view} data-place="page">
      <div className={classes.bar}>
        <BackLink />
        {ways}
        {isPhone ? <BarActions>{actions}</BarActions> : actions}
      </div>
      <PageHeading title={title} struck={struck ?? false} />
      {children}
    </div>
  );
}

function Panel({ taskId, title, struck, ways, actions, children }: Props) {
  const id = useId();
  const navigate = useNavigate();
  const back = useWayBack();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const before = document.title;
    document.title = `${title} – TaskTracker`;
    return () => {
      document.title = before;
    };
  }, [title]);

  const close = () => {
    void navigate(back.to, { state: back.state });
    // The row that the task was opened from takes the focus back.
    setTimeout(() => document.querySelector<HTMLElement>(`main a[href="/tasks/${taskId}"]`)?.focus());
  };
  useKeys({ Escape: close });

  return (
    <section aria-labelledby={id} className={classes.view} data-place="panel">
      <div className={classes.bar}>
        {ways}
        <span className={classes.gap} />
        {actions}
        <Tooltip label="Close (Esc)">
          <ActionIcon aria-label="Close task" onClick={close}>
            <X aria-hidden size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <h2 id={id} ref={heading} tabIndex={-1} dir="auto" data-struck={struck || undefined} className={classes.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}

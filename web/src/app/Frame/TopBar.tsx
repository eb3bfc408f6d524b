import { Plus, SquarePen } from 'lucide-react';
import { Link } from 'react-router';
import { ViewsMenu } from '../../features/views/ViewsMenu';
import { barActionsId } from '../../ui/BarActions';
import type { Width } from '../../ui/useWidth';
import { NotLive } from '../live/NotLive';
import { AccountMenu } from './AccountMenu';
import { PlaceLinks } from './PlaceLinks';
import classes from './TopBar.module.css';

/** The bar of narrower windows; on phones the places stand at the bottom. */
export function TopBar({ width }: { width: Width }) {
  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span className={width === 'phone' ? undefined : 'visually-hidden'}>TaskTracker</span>
      </div>
      {width === 'tablet' && (
        <>
          <nav aria-label="Main" className={classes.main}>
            <PlaceLinks listClass={classes.places} linkClass={classes.place} />
            <ViewsMenu compact={false} />
          </nav>
          <Link to="/tasks/new" className={classes.add}>
            <Plus size={16} aria-hidden />
            New task
          </Link>
        </>
      )}
      {width === 'phone' && <div id={barActionsId} className={classes.actions} />}
      {width === 'phone' && (
        <Link to="/tasks/new" aria-label="New task" title="New task" className={classes.icon}>
          <SquarePen size={18} aria-hidden />
        </Link>
      )}
      {width === 'phone' && (
        <nav aria-label="Views">
          <ViewsMenu compact />
        </nav>
      )}
      <NotLive />
      <AccountMenu compact={width === 'phone'} />
    </header>
  );
}

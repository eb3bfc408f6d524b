import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { ViewLinks } from '../../features/views/ViewLinks';
import { NotLive } from '../live/NotLive';
import { AccountMenu } from './AccountMenu';
import { PlaceLinks } from './PlaceLinks';
import classes from './Rail.module.css';

/** The navigation of wide windows. */
export function Rail() {
  return (
    <nav aria-label="Main" className={classes.rail}>
      <div className={classes.brand}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        TaskTracker
      </div>
      <Link to="/tasks/new" className={classes.add}>
        <Plus size={16} aria-hidden />
        New task
      </Link>
      <PlaceLinks listClass={classes.places} linkClass={classes.place} />
      <ViewLinks />
      <div className={classes.foot}>
        <NotLive />
        <AccountMenu />
      </div>
    </nav>
  );
}

import { Plus } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { ViewLinks } from '../../features/views/ViewLinks';
import { NotLive } from '../live/NotLive';
import { places } from '../places';
import { AccountMenu } from './AccountMenu';
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
      <ul className={classes.places}>
        {places.map(({ to, label, Icon }) => (
          <li key={to}>
            <NavLink to={to} className={classes.place}>
              <Icon size={16} aria-hidden />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
      <ViewLinks />
      <div className={classes.foot}>
        <NotLive />
        <AccountMenu />
      </div>
    </nav>
  );
}

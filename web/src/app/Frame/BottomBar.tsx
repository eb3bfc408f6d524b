import { Plus } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { places } from '../places';
import classes from './BottomBar.module.css';

/** The places of phones, in reach of a thumb. */
export function BottomBar() {
  return (
    <nav aria-label="Main" className={classes.bar}>
      {places.map(({ to, label, Icon }) => (
        <NavLink key={to} to={to} className={classes.place}>
          <Icon size={20} aria-hidden />
          {label}
        </NavLink>
      ))}
      <Link to="/tasks/new" className={classes.place}>
        <Plus size={20} aria-hidden />
        New task
      </Link>
    </nav>
  );
}

import { Plus } from 'lucide-react';
import { NavLink } from 'react-router';
import { places } from '../places';
import { openQuickAddSheet } from '../quickAdd';
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
      {/* Not "Add" or "New task": names of other buttons that may be in sight too. */}
      <button type="button" aria-label="New in one line" className={classes.place} onClick={openQuickAddSheet}>
        <Plus size={20} aria-hidden />
        New
      </button>
    </nav>
  );
}

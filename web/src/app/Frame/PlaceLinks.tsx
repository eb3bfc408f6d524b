import { NavLink } from 'react-router';
import { places } from '../places';

type Props = { listClass: string | undefined; linkClass: string | undefined };

/** The links to the places, in the rail and in the bar. */
export function PlaceLinks({ listClass, linkClass }: Props) {
  return (
    <ul className={listClass}>
      {places.map(({ to, label, Icon }) => (
        <li key={to}>
          <NavLink to={to} className={linkClass}>
            <Icon size={16} aria-hidden />
            {label}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

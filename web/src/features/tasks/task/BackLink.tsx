import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';
import { useWayBack } from '../../../app/wayBack';
import classes from './TaskView.module.css';

/** Leads to the list, board or calendar that one came from, with its filters and scroll. */
export function BackLink() {
  const back = useWayBack();
  return (
    <Link {...back} className={classes.back}>
      <ArrowLeft aria-hidden size={16} />
      Back to tasks
    </Link>
  );
}

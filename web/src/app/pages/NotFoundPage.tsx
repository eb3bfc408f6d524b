import { Link } from 'react-router';
import { PageHeading } from '../../ui/PageHeading';

export default function NotFoundPage() {
  return (
    <div>
      <PageHeading title="Page not found" />
      <p>There is nothing at this address.</p>
      <p>
        <Link to="/tasks">Back to tasks</Link>
      </p>
    </div>
  );
}

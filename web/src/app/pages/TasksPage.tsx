import { PageHeading } from '../../ui/PageHeading';

export default function TasksPage() {
  return <PageHeading title="Tasks" />;
}

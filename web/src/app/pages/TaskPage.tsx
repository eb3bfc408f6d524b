import { PageHeading } from '../../ui/PageHeading';

export default function TaskPage() {
  return <PageHeading title="Task" />;
}

import { PageHeading } from '../../ui/PageHeading';

export default function NewTaskPage() {
  return <PageHeading title="NewTask" />;
}

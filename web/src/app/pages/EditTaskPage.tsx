import { PageHeading } from '../../ui/PageHeading';

export default function EditTaskPage() {
  return <PageHeading title="EditTask" />;
}

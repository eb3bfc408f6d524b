import { PageHeading } from '../../ui/PageHeading';

export default function BoardPage() {
  return <PageHeading title="Board" />;
}

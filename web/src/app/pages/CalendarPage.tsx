import { PageHeading } from '../../ui/PageHeading';

export default function CalendarPage() {
  return <PageHeading title="Calendar" />;
}

import { PreferencesForm } from '../../features/preferences/PreferencesForm';
import { PageHeading } from '../../ui/PageHeading';

export default function PreferencesPage() {
  return (
    <div>
      <PageHeading title="Preferences" />
      <PreferencesForm />
    </div>
  );
}

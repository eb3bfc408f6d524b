import { ChangePasswordForm } from '../../features/auth/ChangePasswordForm';
import { PageHeading } from '../../ui/PageHeading';

export default function ChangePasswordPage() {
  return (
    <div>
      <PageHeading title="Change password" />
      <ChangePasswordForm />
    </div>
  );
}

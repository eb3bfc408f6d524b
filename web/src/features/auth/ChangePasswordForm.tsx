import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { changePassword } from '../../api/queries/auth';
import { meQuery } from '../../api/queries/me';
import { FormFailure } from '../../ui/FormFailure';
import { PasswordField } from '../../ui/PasswordField';
import { tell } from '../../ui/toasts';
import { useForm } from '../../ui/useForm';
import classes from './ChangePasswordForm.module.css';
import { confirmationFault, newPasswordFault } from './validation';

export function ChangePasswordForm() {
  const { data: me } = useQuery(meQuery);
  const { field, failure, busy, form, submit, clear } = useForm({
    initial: { current_password: '', new_password: '', confirmation: '' },
    check: (values) => ({
      current_password: values.current_password === '' ? 'Enter your current password' : null,
      new_password: newPasswordFault(values.new_password),
      confirmation: confirmationFault(values.new_password, values.confirmation),
    }),
    send: async (values) => {
      const isLoggedIn = await changePassword(me?.email ?? '', values.current_password, values.new_password);
      clear();
      tell(`Password changed. ${isLoggedIn ? 'Your other devices are logged out.' : 'Log in with the new one.'}`);
    },
  });
  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      {/* Password managers need to know whose password this is. */}
      <input type="text" autoComplete="username" value={me?.email ?? ''} readOnly hidden />
      <PasswordField label="Current password" autoComplete="current-password" {...field('current_password')} />
      <PasswordField
        label="New password"
        description="At least 8 characters"
        autoComplete="new-password"
        {...field('new_password')}
      />
      <PasswordField label="Confirm new password" autoComplete="new-password" {...field('confirmation')} />
      <FormFailure error={failure} what="The password was not changed" />
      <div>
        <Button type="submit" loading={busy} disabled={!me}>
          Change password
        </Button>
      </div>
    </form>
  );
}

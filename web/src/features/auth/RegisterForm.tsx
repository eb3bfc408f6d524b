import { Button, TextInput } from '@mantine/core';
import { register } from '../../api/queries/auth';
import { FormFailure } from '../../ui/FormFailure';
import { PasswordField } from '../../ui/PasswordField';
import { tell } from '../../ui/toasts';
import { useForm } from '../../ui/useForm';
import classes from './AuthCard.module.css';
import { registerRefusal } from './text';
import { emailFault, newPasswordFault } from './validation';

export function RegisterForm({ onDone }: { onDone: () => void }) {
  const { field, failure, busy, form, submit } = useForm({
    initial: { full_name: '', email: '', password: '' },
    check: ({ email, password }) => ({ email: emailFault(email), password: newPasswordFault(password) }),
    send: async ({ full_name, email, password }) => {
      // The page behind the login leads to the login.
      if (!(await register(email.trim(), password, full_name.trim()))) tell('Account created. Log in.');
      onDone();
    },
  });
  const refusal = registerRefusal(failure);
  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      <TextInput label="Full name" description="Optional" autoComplete="name" autoFocus {...field('full_name')} />
      <TextInput label="E-mail" type="email" autoComplete="username" {...field('email')} />
      <PasswordField
        label="Password"
        description="At least 8 characters"
        autoComplete="new-password"
        {...field('password')}
      />
      {refusal ? (
        <p role="alert" className={classes.refusal}>
          {refusal}
        </p>
      ) : (
        <FormFailure error={failure} what="The account was not created" />
      )}
      <Button type="submit" loading={busy} fullWidth>
        Create account
      </Button>
    </form>
  );
}

import { Button, TextInput } from '@mantine/core';
import { logIn } from '../../api/queries/auth';
import { session } from '../../api/session';
import { FormFailure } from '../../ui/FormFailure';
import { PasswordField } from '../../ui/PasswordField';
import { useForm } from '../../ui/useForm';
import classes from './AuthCard.module.css';
import { loginRefusal } from './text';
import { emailFault, passwordFault } from './validation';

export function LoginForm({ onDone }: { onDone: () => void }) {
  const { field, failure, busy, form, submit } = useForm({
    initial: { email: '', password: '' },
    check: ({ email, password }) => ({ email: emailFault(email), password: passwordFault(password) }),
    send: async ({ email, password }) => {
      await logIn(email.trim(), password);
      onDone();
    },
  });
  const refusal = loginRefusal(failure);
  return (
    <form ref={form} noValidate onSubmit={submit} className={classes.form}>
      {session.end === 'expired' && !failure && (
        <p role="status" className={classes.note}>
          Your session has ended. Log in to go on where you were.
        </p>
      )}
      <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...field('email')} />
      <PasswordField label="Password" autoComplete="current-password" {...field('password')} />
      {refusal ? (
        <p role="alert" className={classes.refusal}>
          {refusal}
        </p>
      ) : (
        <FormFailure error={failure} what="You are not logged in" />
      )}
      <Button type="submit" loading={busy} fullWidth>
        Log in
      </Button>
    </form>
  );
}

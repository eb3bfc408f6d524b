import { limits } from '../../api/vocabulary';

/** The message for an e-mail address, or null. The API checks it again; this finds what was mistyped. */
export function emailFault(email: string): string | null {
  if (email.trim() === '') return 'Enter your e-mail address';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? null : 'Enter an e-mail address such as ada@example.com';
}

/** The message for a password to be logged in with, or null. */
export function passwordFault(password: string): string | null {
  return password === '' ? 'Enter your password' : null;
}

/** The message for a new password, or null. */
export function newPasswordFault(password: string): string | null {
  if (password === '') return 'Enter a password';
  if ([...password].length < limits.passwordMin) return `Use at least ${limits.passwordMin} characters`;
  // bcrypt ignores what follows.
  const bytes = new TextEncoder().encode(password).length;
  return bytes > limits.passwordBytes ? `Use at most ${limits.passwordBytes} bytes` : null;
}

export function confirmationFault(password: string, confirmation: string): string | null {
  if (confirmation === '') return 'Repeat the new password';
  return password === confirmation ? null : 'The passwords differ';
}

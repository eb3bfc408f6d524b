import { ApiError } from '../../api/errors';

/** The message for a refused login; null when the failure says nothing about the credentials. */
export function loginRefusal(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  // The same words for an unknown account and a wrong password, so that nobody learns who has an account.
  if (error.status === 401) return 'E-mail or password is wrong.';
  return error.code === 'ACCOUNT_DEACTIVATED' ? 'This account is deactivated.' : null;
}

export function registerRefusal(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  if (error.status === 403) return 'This server takes no new accounts.';
  return error.code === 'EMAIL_ALREADY_REGISTERED'
    ? 'There is an account with this e-mail already. Log in instead.'
    : null;
}

import { router } from '../routes';

/**
 * Leads to an address and renders it before it returns, so that a key that follows starts from there. The function of `useNavigate` renders
 * later: below the routes of the frame it does not pass `flushSync` on.
 */
export function showAddress(to: string, replace: boolean): void {
  void router.navigate(to, { replace, flushSync: true });
}

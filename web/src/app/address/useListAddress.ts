import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type ListAddress, readAddress, writeAddress } from './listAddress';
import { showAddress } from './showAddress';

type Change = Partial<ListAddress>;

/**
 * The filters in the address, and the one function that changes them. Filters and sort replace the history entry and lead to the first
 * page; a page pushes one. Other names in the query, such as the month of the calendar, stay.
 */
export function useListAddress(): [ListAddress, (change: Change) => void] {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const address = useMemo(() => readAddress(search), [search]);
  // Two changes in one tick must both count: the second one starts from what the first one wrote.
  const latest = useRef(search);
  latest.current = search;
  // A task in the panel has the address, and the list behind it keeps its own.
  const shownAt = useRef(window.location.pathname);
  useEffect(() => {
    shownAt.current = window.location.pathname;
  });

  const change = useCallback(
    (part: Change) => {
      // While the next page loads this one is still shown: a search that was typed here would lead back to it.
      if (window.location.pathname !== shownAt.current) return;
      const turnsPage = part.page !== undefined;
      const next = { ...readAddress(latest.current), page: 1, ...part };
      latest.current = withOthers(writeAddress(next), latest.current);
      // At once: a checkbox that follows a moment later looks broken.
      showAddress(pathname + latest.current, !turnsPage);
    },
    [pathname],
  );

  useEffect(() => {
    const right = withOthers(writeAddress(address), search);
    // Bad values and defaults are dropped from the address too, unless a task that was opened meanwhile has it.
    if (right !== search && window.location.pathname === pathname) void navigate(pathname + right, { replace: true });
  }, [address, navigate, pathname, search]);

  return [address, change];
}

/** The names of the board and the calendar, which the list does not read. */
const others = ['month', 'view'] as const;

function withOthers(written: string, current: string): string {
  const parameters = new URLSearchParams(current);
  const kept = others.filter((name) => parameters.has(name)).map((name) => `${name}=${parameters.get(name)}`);
  if (kept.length === 0) return written;
  return written === '' ? `?${kept.join('&')}` : `${written}&${kept.join('&')}`;
}

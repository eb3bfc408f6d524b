import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';

/** Holds back a change of page and the closing of the tab while something typed is not saved. */
export function useLeaveGuard(touched: boolean) {
  const released = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      touched && !released.current && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!touched) return;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!released.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, [touched]);

  return {
    /** Somebody wants to leave and has to be asked. */
    isAsking: blocker.state === 'blocked',
    leave: () => {
      released.current = true;
      blocker.proceed?.();
    },
    stay: () => blocker.reset?.(),
    /** Lets the next change of page happen, after saving. */
    release: () => {
      released.current = true;
    },
  };
}

import { Button, CloseButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Reference } from './Reference';
import classes from './ToastRegion.module.css';
import { dismiss, type Toast, toastStore } from './toasts';

/** The toasts, at the lower edge. They stay while the pointer or the focus is on one, so that nobody has to hurry. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get);
  const [isHovered, setHovered] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  // The last toast leaves without telling that the pointer or the focus left it.
  if (toasts.length === 0 && (isHovered || hasFocus)) {
    setHovered(false);
    setFocus(false);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the pointer and focus of the buttons inside.
    <div
      className={classes.region}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} isHeld={isHovered || hasFocus} />
      ))}
    </div>
  );
}

function ToastCard({
  toast: { id, message, role, actions, time, reference },
  isHeld,
}: {
  toast: Toast;
  isHeld: boolean;
}) {
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismiss(id), time);
    return () => clearTimeout(timer);
  }, [id, time, isHeld]);
  return (
    <div role={role} className={classes.toast}>
      <span className={classes.message}>
        {message}
        <Reference value={reference} />
      </span>
      {actions.map(({ label, run }) => (
        <Button
          key={label}
          size="compact-sm"
          variant="subtle"
          className={classes.action}
          onClick={() => {
            dismiss(id);
            run();
          }}
        >
          {label}
        </Button>
      ))}
      <CloseButton size={28} aria-label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
}

import { referenceOf, wordsFor } from '../api/errors';

export type ToastAction = { label: string; run: () => void };

export type Toast = {
  id: number;
  message: string;
  role: 'status' | 'alert';
  actions: readonly ToastAction[];
  /** How long it is shown, in milliseconds. */
  time: number;
  reference: string | null;
};

type Options = {
  /** Offers "Undo" for 10 s. */
  undo?: () => void;
  /** Another action, such as "Open". */
  action?: ToastAction;
};

// The oldest leaves when one more comes: what was done last is in sight, even while the pointer holds all of them.
const most = 4;
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of [...listeners]) listener();
}

/** The toasts that are shown, the oldest first. */
export const toastStore = {
  get: () => toasts,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Says that something was done. */
export function tell(message: string, { undo, action }: Options = {}): number {
  const actions = [...(undo ? [{ label: 'Undo', run: undo }] : []), ...(action ? [action] : [])];
  return show({ message, role: 'status', actions, time: undo ? 10_000 : 5000, reference: null });
}

/** Says that something failed. `what` is what failed: "The task was not saved". */
export function tellFailure(error: unknown, what: string, retry?: () => void): number {
  const actions = retry ? [{ label: 'Try again', run: retry }] : [];
  return show({ message: wordsFor(error, what), role: 'alert', actions, time: 10_000, reference: referenceOf(error) });
}

function show(toast: Omit<Toast, 'id'>): number {
  const id = ++count;
  set([...toasts, { ...toast, id }].slice(-most));
  return id;
}

/** Takes a toast away before its time. */
export function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function dismissAll(): void {
  set([]);
}

import { tell } from '../../ui/toasts';

/** Makes the page start without a network. Workers exist on https and localhost only; the development server has none. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // The browser may refuse; the page then needs the network.
  void navigator.serviceWorker.register('/sw.js').then(offerUpdates, () => undefined);
}

function offerUpdates(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    const { waiting } = registration;
    // Without a controller it is the first worker, which replaces nothing.
    if (waiting && navigator.serviceWorker.controller) tell('A new version is ready', { action: reloadWith(waiting) });
  };
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
}

function reloadWith(worker: ServiceWorker) {
  const run = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    worker.postMessage({ type: 'SKIP_WAITING' });
  };
  return { label: 'Reload', run };
}

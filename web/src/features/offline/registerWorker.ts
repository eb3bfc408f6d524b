import { registerSW } from 'virtual:pwa-register';
import { tell } from '../../ui/toasts';

/** Makes the page start without a network. Workers exist on https and localhost only. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const update = registerSW({
    onNeedRefresh: () => tell('A new version is ready', { action: { label: 'Reload', run: () => void update() } }),
  });
}

import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

// The shell only: scripts, styles, fonts and the icon. The API is never touched.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Pages come from the network first, since each has a fresh nonce. All of them are the same file, kept under one name.
const page = new NetworkFirst({
  cacheName: 'page',
  networkTimeoutSeconds: 5,
  plugins: [{ cacheKeyWillBeUsed: async () => '/' }],
});
registerRoute(new NavigationRoute(page, { denylist: [/^\/(api|health|metrics)(\/|$)/] }));

self.addEventListener('message', (event) => {
  // The user agreed to the new version.
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

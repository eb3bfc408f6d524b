import { gzipSync } from 'node:zlib';
import type { Page, Request } from '@playwright/test';

/** What a page has asked for since it was opened. */
export type Traffic = {
  /** Everything, the API included. */
  requests: string[];
  /** Bytes after gzip, whatever the browser and the service agreed on. */
  scripts: number;
  styles: number;
  fonts: number;
};

const kinds = { script: 'scripts', stylesheet: 'styles', font: 'fonts' } as const;
const quiet = 700;

/** Counts what a page asks for. `settled` waits until it asks for no more. */
export function countTraffic(page: Page) {
  let seen: Request[] = [];
  let last = Date.now();
  const open = new Set<Request>();
  page.on('request', (request) => {
    seen.push(request);
    last = Date.now();
    // The stream of events never ends.
    if (!request.url().endsWith('/api/v1/events')) open.add(request);
  });
  const end = (request: Request) => {
    open.delete(request);
    last = Date.now();
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);

  const settled = async () => {
    while (open.size > 0 || Date.now() - last < quiet) await page.waitForTimeout(50);
  };

  return {
    forget: () => {
      seen = [];
    },
    settled,
    /** What the API was asked. */
    calls: async (): Promise<string[]> => {
      await settled();
      return seen
        .map((request) => ({ method: request.method(), url: new URL(request.url()) }))
        .filter(({ url }) => url.pathname.startsWith('/api/'))
        .map(({ method, url }) => `${method} ${url.pathname}${url.search}`);
    },
    read: async (): Promise<Traffic> => {
      await settled();
      const traffic: Traffic = { requests: [], scripts: 0, styles: 0, fonts: 0 };
      for (const request of seen) {
        traffic.requests.push(new URL(request.url()).pathname);
        const kind = kinds[request.resourceType() as keyof typeof kinds];
        if (!kind) continue;
        const body = await (await request.response())?.body();
        if (body) traffic[kind] += kind === 'fonts' ? body.length : gzipSync(body, { level: 9 }).length;
      }
      return traffic;
    },
  };
}

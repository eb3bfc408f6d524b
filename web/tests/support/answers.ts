import type { BrowserContext, Page, Request, Route } from '@playwright/test';

/** Answers that a server or a proxy gives on a bad day. The tests put them in the place of the real ones. */

type Answer = NonNullable<Parameters<Route['fulfill']>[0]>;

export const reference = 'c0ffee00-0000-4000-8000-000000000001';

export function refused(status: number, code: string, message: string, details: Record<string, string[]> = {}): Answer {
  return { status, json: { error: { code, message, details, correlation_id: reference } } };
}

export function tooMany(seconds: number): Answer {
  const body = refused(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests');
  return { ...body, headers: { 'Retry-After': String(seconds) } };
}

export const serverError = refused(500, 'INTERNAL_ERROR', 'NullReferenceException at Tasks.List');

export const badGateway: Answer = {
  status: 502,
  contentType: 'text/html',
  headers: { 'X-Correlation-ID': reference },
  body: '<html><h1>502 Bad Gateway</h1><p>nginx</p></html>',
};

/** The sentence of a 429, to the letter. */
export const pauseSentence = 'You’re making too many requests. Please wait a bit and try again.';

/** Requests of one kind, e.g. `is('POST', '/tasks')`. */
export function is(method: string, path: string): (request: Request) => boolean {
  return (request) => request.method() === method && new URL(request.url()).pathname === `/api/v1${path}`;
}

/** The requests of one kind that a page, or all pages of a browser, send from now on. */
export function recorded(source: Page | BrowserContext, wanted: (request: Request) => boolean): Request[] {
  const requests: Request[] = [];
  const keep = (request: Request) => void (wanted(request) && requests.push(request));
  if ('pages' in source) source.on('request', keep);
  else source.on('request', keep);
  return requests;
}

/** Gives an answer of its own to the wanted requests; returns how to end it. */
export async function answer(
  page: Page,
  wanted: (request: Request) => boolean,
  given: Answer,
): Promise<() => Promise<void>> {
  return onRequest(page, wanted, (route) => route.fulfill(given));
}

/** Breaks the connection of the wanted requests; returns how to end it. */
export async function cut(page: Page, wanted: (request: Request) => boolean): Promise<() => Promise<void>> {
  return onRequest(page, wanted, (route) => route.abort('connectionreset'));
}

/** Never answers the wanted requests; returns how to end it for later ones. */
export async function silence(page: Page, wanted: (request: Request) => boolean): Promise<() => Promise<void>> {
  return onRequest(page, wanted, () => undefined);
}

async function onRequest(
  page: Page,
  wanted: (request: Request) => boolean,
  handle: (route: Route) => unknown,
): Promise<() => Promise<void>> {
  const handler = (route: Route) => (wanted(route.request()) ? handle(route) : route.fallback());
  await page.route('**/api/v1/**', handler);
  return () => page.unroute('**/api/v1/**', handler);
}

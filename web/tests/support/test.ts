import { type APIRequestContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import { Person } from './Person';

type Fixtures = {
  /** A new user, logged in on `page`. */
  person: Person;
  /** A second new user, with a page of their own where a test needs one. */
  other: Person;
  /** A page of `other` in a browser of their own, where they are logged in. */
  otherPage: Page;
  /** Faults that a test provokes on purpose: console errors and failed requests with one of these texts are expected. */
  expected: string[];
};

/** A test of the pages. It fails on a console error, a failed request or a violation of the Content-Security-Policy. */
export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(process.env.BASE_URL),

  expected: async ({}, use) => use([]),

  page: async ({ page, expected }, use) => {
    await useWatched(page, expected, use);
  },

  person: async ({ page, request }, use) => {
    const person = await Person.register(request);
    await person.logInOn(page);
    await use(person);
  },

  other: async ({ request }, use) => use(await Person.register(request)),

  otherPage: async ({ browser, other, expected, contextOptions, baseURL }, use) => {
    const context = await browser.newContext({ ...contextOptions, ...(baseURL && { baseURL }) });
    const page = await context.newPage();
    await other.logInOn(page);
    await useWatched(page, expected, use);
    await context.close();
  },
});

async function useWatched(page: Page, expected: string[], use: (page: Page) => Promise<void>): Promise<void> {
  const faults = watch(page);
  await use(page);
  const unexpected = faults.filter((fault) => !expected.some((text) => fault.includes(text)));
  expect(unexpected, 'console errors and failed requests').toEqual([]);
}

/** Collects what went wrong on a page, in words. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  page.on('requestfailed', (request) => {
    // The page drops questions whose answers nobody needs any more.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') faults.push(`${reason} ${new URL(request.url()).pathname}`);
  });
  return faults;
}

export { type APIRequestContext, expect, type Locator, type Page };

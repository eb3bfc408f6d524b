import { is, recorded } from '../support/answers';
import { expect, test } from '../support/test';

// Plain http under a name of the local network: the browser keeps Web Locks, workers, the clipboard and crypto.randomUUID from the page.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP nas.test 127.0.0.1'] }),
  baseURL: async ({}, use) => use(process.env.BASE_URL?.replace(/127\.0\.0\.1|localhost/, 'nas.test')),
  // The browser ignores this header without https, and says so in the console.
  expected: async ({}, use) => use(['Cross-Origin-Opener-Policy header has been ignored']),
});

test('over plain http everything but the installation works', async ({ page, other, context }) => {
  await page.goto('/login');
  expect(await page.evaluate(() => [window.isSecureContext, 'locks' in navigator, 'randomUUID' in crypto])).toEqual([
    false,
    false,
    false,
  ]);
  await other.typeLogin(page);
  await expect(page).toHaveURL(/nas\.test.*\/tasks$/);
  const title = `Over plain http ${Date.now()}`;
  await page.getByRole('textbox', { name: 'Quick add' }).fill(title);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.getByLabel('Choose files to upload').setInputFiles({
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('x'),
  });
  await expect(page.getByRole('button', { name: 'Download a.txt' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByRole('status').filter({ hasText: /Link copied|did not allow/ })).toBeVisible();
  await page.goto('/preferences');
  await expect(page.getByText('This page came over plain http')).toBeVisible();
  const tab = await context.newPage();
  await tab.goto('/tasks');
  await expect(tab.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
});

test('over plain http two tabs share one refresh', async ({ page, context, other, expected }) => {
  expected.push('401');
  await page.goto('/login');
  await page.evaluate((value) => localStorage.setItem('tracker.session', value), other.sessionToRefresh());
  const tab = await context.newPage();
  const refreshes = recorded(context, is('POST', '/auth/refresh'));
  await Promise.all([page.goto('/tasks?owner=me'), tab.goto('/board?owner=me')]);
  for (const each of [page, tab]) {
    await expect(each.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
  }
  expect(refreshes).toHaveLength(1);
});

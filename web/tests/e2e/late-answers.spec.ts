import { expect, type Page, test } from '../support/test';

// What was asked for before one's own change and is answered after it would take the change off the page.

test('a list that was asked for before a change keeps the change', async ({ page, person, expected }) => {
  // No event brings the change back.
  expected.push('503');
  await page.route('**/api/v1/events', (route) => route.fulfill({ status: 503, body: '' }));
  await person.add({ title: 'Paint the fence' });
  await page.goto('/tasks?owner=me');
  const row = page.getByRole('row').filter({ hasText: 'Paint the fence' });
  await expect(row).toContainText('To do');
  const late = await holdNext(page, '**/api/v1/tasks?owner=me');
  await askAgain(page);
  await late.asked;
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  const changed = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.keyboard.press('d');
  await changed;
  late.answer();
  await late.over;
  await expect(row).toContainText('Done');
  await page.waitForTimeout(300);
  await expect(row).toContainText('Done');
});

test('a first list that was asked for before a task was added has the task', async ({ page, person }) => {
  await person.add({ title: 'Old' });
  const late = await holdNext(page, '**/api/v1/tasks?owner=me');
  await page.goto('/tasks?owner=me');
  await late.asked;
  await page.getByRole('textbox', { name: 'Quick add' }).fill('New');
  const added = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Enter');
  await added;
  late.answer();
  await expect(page.getByRole('link', { name: 'Old' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New', exact: true })).toBeVisible();
});

/** Lets the server answer the next such request at once, and the page get the answer when it is told to. */
async function holdNext(page: Page, url: string) {
  let answer = () => {};
  const mayAnswer = new Promise<void>((done) => (answer = done));
  let ask = () => {};
  const asked = new Promise<void>((done) => (ask = done));
  let end = () => {};
  const over = new Promise<void>((done) => (end = done));
  await page.route(
    url,
    async (route) => {
      const response = await route.fetch();
      ask();
      await mayAnswer;
      // The page may have dropped the request.
      await route.fulfill({ response }).catch(() => undefined);
      end();
    },
    { times: 1 },
  );
  return { asked, answer, over };
}

/** The page asks again for what it shows when its user comes back to it after a while. */
async function askAgain(page: Page): Promise<void> {
  await page.clock.setSystemTime(Date.now() + 60_000);
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
}

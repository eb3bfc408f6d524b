import { answer, is, pauseSentence, recorded, tooMany } from '../support/answers';
import { expect, test } from '../support/test';

// The clock of the page is put forward, so that nobody waits for the end of a pause.
test.beforeEach(async ({ page, expected }) => {
  expected.push('429');
  await page.clock.install();
});

const anything = (request: { url(): string }) => request.url().includes('/api/v1/');

test('a list that may not be read counts down and loads afterwards', async ({ page, person }) => {
  await person.add({ title: 'Patience' });
  const end = await answer(page, is('GET', '/tasks'), tooMany(30));
  await page.goto('/tasks?owner=me');
  const alert = page.getByRole('alert').filter({ hasText: 'The tasks were not loaded' });
  await expect(alert).toContainText(pauseSentence);
  const again = alert.getByRole('button', { name: /^Try again in \d+ s$/ });
  await expect(again).toBeDisabled();
  // The search and the filters stay where they are.
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toBeVisible();
  await end();
  const sent = recorded(page, anything);
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('title:asc');
  await page.clock.runFor(20_000);
  await expect(alert.getByRole('button', { name: /^Try again in \d s$/ })).toBeDisabled();
  expect(sent.map((request) => request.url())).toEqual([]);
  await page.clock.runFor(11_000);
  await alert.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Patience' })).toBeVisible();
});

test('the account and the tags come by themselves after a pause', async ({ page, person }) => {
  await person.add({ title: 'Tagged', tags: ['patience'] });
  const ends = [
    await answer(page, is('GET', '/auth/me'), tooMany(30)),
    await answer(page, is('GET', '/tags'), tooMany(30)),
  ];
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await page.clock.runFor(1000);
  for (const end of ends) await end();
  await page.clock.runFor(31_000);
  await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
});

test('a form that may not be sent keeps the text and sends nothing before the end', async ({ page, person }) => {
  await page.goto('/tasks/new');
  const end = await answer(page, is('POST', '/tasks'), tooMany(30));
  await page.getByRole('textbox', { name: 'Title' }).fill('Patience');
  await page.getByRole('textbox', { name: 'Description' }).fill('A long text');
  const create = page.getByRole('button', { name: 'Create task' });
  await create.click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(pauseSentence);
  await expect(alert).toContainText(/You can try again in (30|29) s\./);
  await end();
  const sent = recorded(page, anything);
  await create.click();
  await page.clock.runFor(10_000);
  await expect(alert).toContainText(/You can try again in (20|19|18) s\./);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Patience');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('A long text');
  expect(sent.map((request) => request.url())).toEqual([]);
  await page.clock.runFor(21_000);
  await expect(alert).not.toContainText('You can try again in');
  expect(sent.filter(is('POST', '/tasks')), 'a write is not repeated by itself').toEqual([]);
  await create.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Patience' })).toBeVisible();
  expect((await person.call<{ total: number }>('GET', '/tasks?owner=me')).total).toBe(1);
});

test('a login that may not be tried keeps e-mail and password', async ({ page, other }) => {
  await page.goto('/login');
  const end = await answer(page, is('POST', '/auth/login'), tooMany(30));
  await other.typeLogin(page);
  await expect(page.getByRole('alert')).toContainText(pauseSentence);
  await expect(page.getByRole('alert')).toContainText(/You can try again in (30|29) s\./);
  await end();
  const logins = recorded(page, is('POST', '/auth/login'));
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.clock.runFor(5000);
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(other.email);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(other.password);
  expect(logins).toEqual([]);
  await page.clock.runFor(26_000);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test('the wait that is shown is the wait that is left', async ({ page }) => {
  await page.goto('/login');
  await page.clock.runFor(60_000);
  await answer(page, is('POST', '/auth/login'), tooMany(10));
  await page.evaluate(() => {
    const texts: string[] = [];
    Object.assign(window, { texts });
    new MutationObserver(() => texts.push(document.querySelector('[role=alert]')?.textContent ?? '')).observe(
      document.body,
      {
        childList: true,
        subtree: true,
        characterData: true,
      },
    );
  });
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toContainText('You can try again in');
  const shown = await page.evaluate(() => (window as unknown as { texts: string[] }).texts.join(' '));
  const seconds = [...shown.matchAll(/again in (\d+) s/g)].map(([, count]) => Number(count));
  expect(Math.max(...seconds)).toBeLessThanOrEqual(10);
});

test('a change of a task is put back and can be tried again after the pause', async ({ page, person }) => {
  const task = await person.add({ title: 'Water the plants' });
  await page.goto(`/tasks/${task.id}`);
  const end = await answer(page, is('PATCH', `/tasks/${task.id}`), tooMany(2));
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.keyboard.press('d');
  const toast = page.getByRole('alert').filter({ hasText: pauseSentence });
  await expect(toast).toBeVisible();
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await end();
  await page.clock.runFor(2500);
  await toast.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Status: Done' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('DONE');
});

test('a stream that may not be opened says “Not live” and waits as long as told', async ({ page, person, other }) => {
  const end = await answer(page, is('GET', '/events'), tooMany(30));
  await page.goto(`/tasks?owner=${other.id}`);
  await expect(page.getByRole('status').filter({ hasText: 'Not live' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '0 tasks' })).toBeVisible();
  await end();
  const opened = recorded(page, is('GET', '/events'));
  await page.clock.runFor(25_000);
  expect(opened).toEqual([]);
  const stream = page.waitForRequest(is('GET', '/events'));
  await page.clock.runFor(6000);
  await stream;
  await expect(page.getByText('Not live')).toHaveCount(0);
  expect(person.id).not.toBe(other.id);
});

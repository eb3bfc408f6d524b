import { randomUUID } from 'node:crypto';
import { answer, badGateway, cut, is, recorded, reference, serverError, silence } from '../support/answers';
import { expect, test } from '../support/test';

test.beforeEach(
  ({ expected }) => void expected.push('500', '502', 'ERR_CONNECTION_RESET', 'ERR_INTERNET_DISCONNECTED'),
);

for (const [fault, given, words] of [
  ['500', serverError, 'The server has a problem.'],
  ['502 with a page of HTML', badGateway, 'The server has a problem.'],
  ['broken connection', null, 'The server does not answer.'],
] as const) {
  test(`a ${fault} in the place of the list says what failed and can be tried again`, async ({ page, person }) => {
    await page.clock.install();
    await person.add({ title: 'Still here' });
    const wanted = is('GET', '/tasks');
    const asked = recorded(page, wanted);
    const end = given ? await answer(page, wanted, given) : await cut(page, wanted);
    await page.goto('/tasks?owner=me');
    await expect.poll(() => asked.length).toBe(1);
    await page.clock.runFor(1500);
    await expect.poll(() => asked.length, 'tried again once').toBe(2);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The tasks were not loaded');
    await expect(alert).toContainText(words);
    if (given) await expect(alert).toContainText(`Reference: ${reference}`);
    await expect(page.getByText(/NullReference|nginx|<h1>/)).toHaveCount(0);
    await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toBeVisible();
    await page.clock.runFor(20_000);
    expect(asked).toHaveLength(2);
    await end();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('link', { name: 'Still here' })).toBeVisible();
  });
}

test('the reference of a failure can be copied', async ({ page, person, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.clock.install();
  const task = await person.add({ title: 'Still here' });
  await answer(page, is('GET', `/tasks/${task.id}`), serverError);
  await page.goto(`/tasks/${task.id}`);
  await page.clock.runFor(2000);
  await page.getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(reference);
});

test('a column of the board that fails leaves the others alone', async ({ page, person }) => {
  await page.clock.install();
  await person.add({ title: 'Fine' });
  await person.add({ title: 'Stuck', status: 'BLOCKED' });
  const end = await answer(page, (request) => request.url().includes('status=BLOCKED'), serverError);
  await page.goto('/board?owner=me');
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Fine');
  await page.clock.runFor(2000);
  const column = page.getByRole('region', { name: /^Blocked/ });
  await expect(column.getByRole('alert')).toContainText('The tasks were not loaded');
  await end();
  await column.getByRole('button', { name: 'Try again' }).click();
  await expect(column.getByRole('link', { name: 'Stuck' })).toBeVisible();
});

test('a board that fails says so once', async ({ page, person }) => {
  await page.clock.install();
  await person.add({ title: 'Fine' });
  const end = await answer(page, is('GET', '/tasks'), serverError);
  await page.goto('/board?owner=me');
  await page.clock.runFor(2000);
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('alert')).toContainText('The tasks were not loaded');
  await end();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Fine');
  await expect(page.getByRole('region', { name: 'Done, 0 tasks' })).toBeVisible();
});

test('a calendar that fails can be tried again', async ({ page, person }) => {
  await page.clock.install();
  await person.add({ title: 'Pay rent', due_date: '2027-01-14T11:00:00Z' });
  const end = await answer(page, is('GET', '/tasks'), serverError);
  await page.goto('/calendar?owner=me&month=2027-01');
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible();
  await page.clock.runFor(2000);
  await expect(page.getByRole('alert').first()).toContainText('not loaded');
  await end();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByRole('link', { name: 'Pay rent' })).toBeVisible();
});

test('a read without an answer ends after 30 s', async ({ page, person }) => {
  await page.clock.install();
  await person.add({ title: 'Still here' });
  const asked = recorded(page, is('GET', '/tasks'));
  const end = await silence(page, is('GET', '/tasks'));
  await page.goto('/tasks?owner=me');
  await expect.poll(() => asked.length).toBe(1);
  await expect(page.getByRole('region', { name: 'Tasks', exact: true })).toHaveAttribute('aria-busy', 'true');
  await page.clock.runFor(31_000);
  await page.clock.runFor(2000);
  await expect.poll(() => asked.length).toBe(2);
  await page.clock.runFor(31_000);
  await expect(page.getByRole('alert')).toContainText('The server does not answer.');
  await end();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: 'Still here' })).toBeVisible();
});

test('a write without an answer is not repeated and keeps the text', async ({ page, person }) => {
  await page.clock.install();
  await page.goto('/tasks/new');
  const sent = recorded(page, is('POST', '/tasks'));
  const end = await silence(page, is('POST', '/tasks'));
  await page.getByRole('textbox', { name: 'Title' }).fill('Only once');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect.poll(() => sent.length).toBe(1);
  await page.clock.runFor(31_000);
  await expect(page.getByRole('alert')).toContainText('The task was not created: the server does not answer.');
  await page.clock.runFor(120_000);
  expect(sent).toHaveLength(1);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Only once');
  await end();
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Only once' })).toBeVisible();
  const keys = sent.map((request) => request.headers()['idempotency-key']);
  expect(keys[1], 'the server knows the request again').toBe(keys[0]);
  expect((await person.call<{ total: number }>('GET', '/tasks?owner=me')).total).toBe(1);
});

test('an answer that is lost after the task was made makes no second task', async ({ page, person }) => {
  await page.goto('/tasks/new');
  await page.route('**/api/v1/tasks', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('textbox', { name: 'Title' }).fill('Only once');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('alert')).toContainText('The task was not created');
  await page.unroute('**/api/v1/tasks');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Only once' })).toBeVisible();
  expect((await person.call<{ total: number }>('GET', '/tasks?owner=me')).total).toBe(1);
});

test('a task of the palette whose answer is lost is made once', async ({ page, person }) => {
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  await page.route('**/api/v1/tasks', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or task' }).fill(`Qwxyz ${person.id}`);
  await page.getByRole('option', { name: /^Add “Qwxyz/ }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The task was not created' });
  await expect(alert).toBeVisible();
  await page.unroute('**/api/v1/tasks');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Task created' })).toBeVisible();
  expect((await person.call<{ total: number }>('GET', '/tasks?owner=me')).total).toBe(1);
});

test('tasks of other pages that are not read for the selection are told', async ({ page, person }) => {
  await person.addMany(23, 'Row');
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select Row 23' }).check();
  const end = await cut(page, (request) => request.url().includes('page_size=100'));
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Select all 23' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The tasks were not selected: the server does not answer.' });
  await expect(alert).toBeVisible();
  await end();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(bar.getByRole('status')).toHaveText('23 selected');
});

for (const [button, done] of [
  ['Status', 'changed'],
  ['Delete', 'deleted'],
] as const) {
  test(`many tasks of which half were ${done} when the server broke are told apart`, async ({ page, person }) => {
    await Promise.all(Array.from({ length: 120 }, (_, index) => person.add({ title: `Row ${index}` })));
    await page.goto('/tasks?owner=me&page_size=100');
    await page.getByRole('checkbox', { name: 'Select Row' }).first().check();
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByRole('button', { name: 'Select all 120' }).click();
    await expect(bar.getByRole('status')).toHaveText('120 selected');
    const bulk = is('POST', '/tasks/bulk');
    const end = await answer(page, (request) => bulk(request) && request.postDataJSON().ids.length === 20, badGateway);
    const change = async () => {
      await bar.getByRole('button', { name: button }).click();
      if (button === 'Status') await page.getByRole('menuitem', { name: 'Done' }).click();
      else await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    };
    await change();
    await expect(page.getByRole('status').filter({ hasText: `100 ${done}, 20 failed: Row` })).toBeVisible();
    await expect(bar.getByRole('status')).toHaveText('20 selected');
    await end();
    await change();
    await expect(page.getByRole('status').filter({ hasText: `20 ${done}` })).toBeVisible();
    await expect(bar).toHaveCount(0);
    if (button !== 'Status') return;
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('status').filter({ hasText: '100 restored' })).toBeVisible();
    expect((await person.call<{ total: number }>('GET', '/tasks?owner=me&status=TODO')).total).toBe(120);
  });
}

test('a delete that fails leaves the task and says so', async ({ page, person }) => {
  const task = await person.add({ title: 'Stays' });
  await page.goto(`/tasks/${task.id}`);
  const sent = recorded(page, is('DELETE', `/tasks/${task.id}`));
  const end = await answer(page, is('DELETE', `/tasks/${task.id}`), badGateway);
  await page.getByRole('button', { name: 'Delete task' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The task was not deleted' })).toContainText(reference);
  await expect(page.getByRole('heading', { level: 1, name: 'Stays' })).toBeVisible();
  expect(sent).toHaveLength(1);
  await end();
  await page.getByRole('button', { name: 'Delete task' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test('a registration that fails keeps what was typed', async ({ page }) => {
  await page.goto('/register');
  await answer(page, is('POST', '/auth/register'), badGateway);
  await page.getByRole('textbox', { name: 'Full name' }).fill('Ada');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('The account was not created: the server has a problem.');
  await expect(page.getByRole('alert')).toContainText(reference);
  await expect(page.getByRole('textbox', { name: 'Full name' })).toHaveValue('Ada');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('correct horse');
});

test('a password change that fails keeps the session and the fields', async ({ page, person }) => {
  await page.goto('/change-password');
  await answer(page, is('POST', '/auth/change-password'), serverError);
  await page.getByLabel('Current password', { exact: true }).fill(person.password);
  await page.getByLabel('New password', { exact: true }).fill('new horse battery');
  await page.getByLabel('Confirm new password', { exact: true }).fill('new horse battery');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('alert')).toContainText('The password was not changed: the server has a problem.');
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue('new horse battery');
  await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
});

test('an account whose login fails was created, and says so', async ({ page }) => {
  const email = `ada-${randomUUID()}@example.com`;
  await page.goto('/register');
  const end = await answer(page, is('POST', '/auth/login'), serverError);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Account created. Log in.' })).toBeVisible();
  await expect(page).toHaveURL(/\/login$/);
  await end();
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('button', { name: `Account of ${email}` })).toBeVisible();
});

test('a password whose login fails was changed, and says so', async ({ page, person }) => {
  await page.goto('/change-password');
  const end = await answer(page, is('POST', '/auth/login'), serverError);
  await page.getByLabel('Current password', { exact: true }).fill(person.password);
  await page.getByLabel('New password', { exact: true }).fill('new horse battery');
  await page.getByLabel('Confirm new password', { exact: true }).fill('new horse battery');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Log in with the new one.' })).toBeVisible();
  await expect(page).toHaveURL(/\/login$/);
  await end();
  await person.typeLogin(page, 'new horse battery');
  await expect(page).toHaveURL(/\/change-password$/);
  await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
});

test('without a network what was seen stays, and a form can be sent later', async ({ page, person, context }) => {
  const task = await person.add({ title: 'Read before the tunnel' });
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('link', { name: task.title })).toBeVisible();
  await page.getByRole('link', { name: 'New task' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Written in the tunnel');
  await context.setOffline(true);
  await expect(page.getByText('You are offline. What you see may be old.')).toBeVisible();
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('alert')).toContainText('The task was not created: the server does not answer.');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Written in the tunnel');
  await context.setOffline(false);
  await expect(page.getByText('You are offline')).toHaveCount(0);
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Written in the tunnel' })).toBeVisible();
});

test('the answer to an older search is dropped', async ({ page, person }) => {
  await person.add({ title: 'Slow snail' });
  await person.add({ title: 'Fast hare' });
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('status').filter({ hasText: '2 tasks' })).toBeVisible();
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => {
    release = done;
  });
  let answered: Promise<unknown> = Promise.resolve();
  await page.route(/\/api\/v1\/tasks\?.*search=snail/, (route) => {
    answered = held.then(() => route.continue()).catch(() => undefined);
  });
  const older = page.waitForRequest(/search=snail/);
  const search = page.getByRole('searchbox', { name: 'Search tasks' });
  await search.fill('snail');
  await older;
  await search.fill('hare');
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
  release();
  await answered;
  await expect(page.getByRole('link', { name: 'Fast hare' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Slow snail' })).toHaveCount(0);
  await expect(page).toHaveURL(/search=hare&owner=me$/);
});

test('a search that was typed does not follow to the next page', async ({ page, person }) => {
  await page.clock.install();
  await person.add({ title: 'Fast hare' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('hare');
  await page.getByRole('link', { name: 'New task' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  await page.clock.runFor(1000);
  await expect(page).toHaveURL(/\/tasks\/new$/);
});

test('a search cannot lead back to a page that is being left', async ({ page, person }) => {
  await person.add({ title: 'Fast hare' });
  await page.goto('/tasks?owner=me');
  const search = page.getByRole('searchbox', { name: 'Search tasks' });
  await search.fill('hare');
  const link = await page.getByRole('link', { name: 'New task' }).elementHandle();
  const paths = await search.evaluate(async (field, target) => {
    (target as HTMLElement).click();
    // The address changes before the page does, which React renders in a task of its own.
    for (let turn = 0; turn < 1000 && location.pathname === '/tasks'; turn++) await Promise.resolve();
    const left = location.pathname;
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    return [left, location.pathname];
  }, link);
  expect(paths).toEqual(['/tasks/new', '/tasks/new']);
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
});

test('Enter held down in the title creates one task', async ({ page, person }) => {
  await page.goto('/tasks/new');
  await page.route('**/assets/*.js', async (route) => {
    // Enter is still held down when the task has been made and its page is being loaded.
    await page.waitForTimeout(500);
    await route.continue();
  });
  const sent = recorded(page, is('POST', '/tasks'));
  await page.getByRole('textbox', { name: 'Title' }).fill('Once');
  for (let press = 0; press < 10; press++) {
    await page.keyboard.down('Enter');
    await page.waitForTimeout(50);
  }
  await page.keyboard.up('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Once' })).toBeVisible();
  expect(sent).toHaveLength(1);
  expect((await person.call<{ total: number }>('GET', '/tasks?owner=me')).total).toBe(1);
});

test('Enter held down in the login sends one request', async ({ page, other }) => {
  await page.goto('/login');
  const sent = recorded(page, is('POST', '/auth/login'));
  await page.getByRole('textbox', { name: 'E-mail' }).fill(other.email);
  await page.getByLabel('Password', { exact: true }).fill(other.password);
  for (let press = 0; press < 5; press++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(page).toHaveURL(/\/tasks$/);
  expect(sent).toHaveLength(1);
});

test('a double click deletes once', async ({ page, person }) => {
  const task = await person.add({ title: 'Once' });
  await page.goto(`/tasks/${task.id}`);
  const sent = recorded(page, is('DELETE', `/tasks/${task.id}`));
  await page.getByRole('button', { name: 'Delete task' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).dblclick();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByText('Task deleted')).toBeVisible();
  expect(sent).toHaveLength(1);
});

import { is, recorded, silence } from '../support/answers';
import { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

// `person` reads on `page` what `other` does, over the API or on a page of their own. Both use the real stream of events.

/** Opens a page and waits until it hears of changes. */
async function openLive(page: Page, address: string): Promise<void> {
  const stream = page.waitForResponse((response) => is('GET', '/events')(response.request()) && response.ok());
  await page.goto(address);
  await stream;
}

const soon = { timeout: 5000 };

test('a change somebody makes is in the list by itself', async ({ page, person, other, otherPage }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Shared' });
  await openLive(page, `/tasks?owner=${other.id}`);
  const row = page.getByRole('row').filter({ hasText: 'Shared' });
  await expect(row).toContainText('To do');
  await otherPage.goto(`/tasks/${task.id}`);
  await expect(otherPage.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await otherPage.keyboard.press('d');
  await expect(row).toContainText('Done', soon);
});

test('a card somebody moves moves on every board', async ({ page, person, other, otherPage }) => {
  expect(person.id).not.toBe(other.id);
  await other.add({ title: 'Shared' });
  await openLive(page, `/board?owner=${other.id}`);
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Shared');
  await otherPage.goto('/board?owner=me');
  await otherPage.getByRole('button', { name: 'Move Shared' }).click();
  await otherPage.getByRole('menuitem', { name: 'Move to Blocked' }).click();
  await expect(page.getByRole('region', { name: 'Blocked, 1 task' })).toContainText('Shared', soon);
  await expect(page.getByRole('region', { name: 'To do, 0 tasks' })).toBeVisible();
});

test('a list behind an open task has what changed meanwhile', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const opened = await other.add({ title: 'Contract' });
  const behind = await other.add({ title: 'Behind' });
  await page.setViewportSize({ width: 390, height: 844 });
  await openLive(page, `/tasks?owner=${other.id}`);
  await expect(page.getByText('Behind')).toBeVisible();
  await page.getByRole('link', { name: 'Contract' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contract' })).toBeVisible();
  await other.change(behind.id, { title: 'Behind, renamed' });
  await other.change(opened.id, { title: 'Contract, signed' });
  await expect(page.getByRole('heading', { level: 1, name: 'Contract, signed' })).toBeVisible(soon);
  await page.getByRole('link', { name: 'Back to tasks' }).click();
  await expect(page.getByRole('link', { name: 'Behind, renamed' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Contract, signed' })).toBeVisible();
});

test('the next rows move up when another user deletes all of a page', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const tasks = await other.addMany(22, 'Row');
  await openLive(page, `/tasks?owner=${other.id}`);
  await expect(page.getByRole('link', { name: 'Row 22' })).toBeVisible();
  const ids = tasks.slice(2).map(({ id }) => id);
  await other.call('POST', '/tasks/bulk', { ids, delete: true });
  await expect(page.getByRole('link', { name: 'Row 2', exact: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Row' })).toHaveCount(2);
});

test('an open task that somebody deletes says so and leads back', async ({ page, person, other, expected }) => {
  expected.push('404');
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Shared' });
  await page.setViewportSize({ width: 900, height: 800 });
  await openLive(page, `/tasks?owner=${other.id}`);
  await page.getByRole('link', { name: 'Shared' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shared' })).toBeVisible();
  await other.delete(task.id);
  await expect(page.getByRole('heading', { level: 1, name: 'Task not found' })).toBeVisible(soon);
  await page.getByRole('link', { name: 'Back to tasks' }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks\\?owner=${other.id}$`));
  await expect(page.getByText('No tasks match.')).toBeVisible();
});

test('an open task follows what its owner does', async ({ page, person, other, otherPage }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Contract' });
  await openLive(page, `/tasks/${task.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Contract' })).toBeVisible();
  await otherPage.goto(`/tasks/${task.id}/edit`);
  await otherPage.getByRole('textbox', { name: 'Title' }).fill('Contract, signed');
  await otherPage.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contract, signed' })).toBeVisible(soon);
  await expect(page).toHaveTitle('Contract, signed – TaskTracker');
});

test('a file its owner adds can be downloaded by everybody', async ({ page, person, other, otherPage }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Contract' });
  await openLive(page, `/tasks/${task.id}`);
  await otherPage.goto(`/tasks/${task.id}`);
  await otherPage
    .getByLabel('Choose files to upload')
    .setInputFiles({ name: 'signed.txt', mimeType: 'text/plain', buffer: Buffer.from('ok') });
  const download = page.getByRole('button', { name: 'Download signed.txt' });
  await expect(download).toBeVisible(soon);
  await expect(page.getByRole('button', { name: 'Delete signed.txt' })).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await download.click();
  expect((await saved).suggestedFilename()).toBe('signed.txt');
});

test('a form hears of a change made on another device before it is sent', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await openLive(page, `/tasks/${task.id}/edit`);
  await page.getByRole('textbox', { name: 'Title' }).fill('My plan');
  await person.change(task.id, { title: 'Their plan', priority: 'HIGH' });
  const notice = page.getByRole('alert').filter({ hasText: `${person.email} changed the title and the priority.` });
  await expect(notice).toBeVisible(soon);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('My plan');
  await notice.getByRole('button', { name: 'Show changes' }).click();
  // What was not touched is taken over; both values stand where both changed the same field.
  await expect(page.getByRole('combobox', { name: 'Priority' })).toHaveValue('HIGH');
  await expect(notice).toContainText('Plan → Their plan (yours: My plan)');
  await expect(notice).toContainText('Medium → High');
  await notice.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Their plan');
  await expect(page.getByRole('combobox', { name: 'Priority' })).toHaveValue('HIGH');
  await expect(notice).toHaveCount(0);
});

test('an untouched form takes a change made on another device over', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await openLive(page, `/tasks/${task.id}/edit`);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Plan');
  await person.change(task.id, { title: 'Their plan' });
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Their plan', soon);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const notice = page.getByRole('status').filter({ hasText: `${person.email} changed the title.` });
  await notice.getByRole('button', { name: 'Show changes' }).click();
  await expect(notice).toContainText('Plan → Their plan');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
});

test('a form tells a change as soon as its event comes, and its user’s own is saved over nothing unasked', async ({
  page,
  request,
}) => {
  const bob = await Person.register(request, 'Bob');
  await bob.logInOn(page);
  const task = await bob.add({ title: 'Plan', description: 'Old' });
  await openLive(page, `/tasks/${task.id}/edit`);
  await page.getByRole('textbox', { name: 'Title' }).fill('My plan');
  // The line needs no answer but the event.
  const hear = await silence(page, is('GET', `/tasks/${task.id}`));
  const changed = await bob.change(task.id, { status: 'BLOCKED', description: 'New' });
  const notice = page.getByRole('alert').filter({ hasText: 'Bob changed the description and the status.' });
  await expect(notice).toBeVisible(soon);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('My plan');
  await hear();
  const patches = recorded(page, is('PATCH', `/tasks/${task.id}`));
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(notice).toHaveCount(0);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My plan' })).toBeVisible();
  // One request, over the version that was told: nothing had to be refused and sent again.
  expect(patches.map((sent) => sent.headers()['if-match'])).toEqual([`"${changed.version}"`]);
  expect(await bob.get(task.id)).toMatchObject({ title: 'My plan', description: 'New', status: 'BLOCKED' });
});

test('one’s own undo is no news to the form', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await openLive(page, `/tasks/${task.id}`);
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.keyboard.press('d');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('DONE');
  await page.getByRole('link', { name: 'Edit task' }).click();
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('DONE');
  await page.getByRole('textbox', { name: 'Title' }).fill('My plan');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('TODO');
  await expect(page.getByText('Change undone')).toBeVisible();
  // Longer than it takes to hear of a change and to read it.
  await page.waitForTimeout(1500);
  await expect(page.getByText('changed the')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('My plan');
});

test('a task deleted while one edits it keeps the typed text', async ({ page, person, expected }) => {
  expected.push('404');
  const task = await person.add({ title: 'Plan' });
  await openLive(page, `/tasks/${task.id}/edit`);
  await page.getByRole('textbox', { name: 'Description' }).fill('An hour of work');
  await person.delete(task.id);
  await expect(page.getByRole('alert').filter({ hasText: 'This task was deleted' })).toBeVisible(soon);
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('An hour of work');
});

test('saving a task that was deleted meanwhile says so and keeps the text', async ({ page, person, expected }) => {
  expected.push('404');
  const task = await person.add({ title: 'Plan' });
  // Nobody told this page.
  await page.route('**/api/v1/events', () => undefined);
  await page.goto(`/tasks/${task.id}/edit`);
  await page.getByRole('textbox', { name: 'Description' }).fill('An hour of work');
  await person.delete(task.id);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('alert').first()).toContainText('The task was not saved');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('An hour of work');
});

test('undo writes nothing over what was changed since', async ({ page, person, expected }) => {
  expected.push('412');
  const task = await person.add({ title: 'Plan' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByRole('button', { name: 'Status: Done' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('DONE');
  await person.change(task.id, { status: 'BLOCKED' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not undone' })).toContainText(
    'somebody else changed the task meanwhile',
  );
  expect((await person.get(task.id)).status).toBe('BLOCKED');
});

test('undo after one’s own later changes takes back all of them', async ({ page, person }) => {
  const task = await person.add({ title: 'Plan' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.keyboard.press('d');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('DONE');
  await page.keyboard.press('1');
  await expect.poll(async () => (await person.get(task.id)).priority).toBe('CRITICAL');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await person.get(task.id)).priority).toBe('MEDIUM');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('TODO');
});

test('another tab goes on with the stream when its tab is closed', async ({ page, context, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Shared' });
  const streams = recorded(context, is('GET', '/events'));
  await openLive(page, `/tasks?owner=${other.id}`);
  const tab = await context.newPage();
  await tab.goto(`/tasks?owner=${other.id}`);
  const row = tab.getByRole('row').filter({ hasText: 'Shared' });
  await expect(row).toContainText('To do');
  await other.change(task.id, { status: 'IN_PROGRESS' });
  await expect(row).toContainText('In progress', soon);
  expect(streams).toHaveLength(1);
  const taken = context.waitForEvent(
    'response',
    (response) => is('GET', '/events')(response.request()) && response.ok(),
  );
  await page.close();
  await taken;
  await other.change(task.id, { status: 'DONE' });
  await expect(row).toContainText('Done', soon);
  expect(streams).toHaveLength(2);
});

test('a password changed on one device ends the session of the other', async ({
  page,
  person,
  otherPage,
  expected,
}) => {
  expected.push('401');
  // The other device of the same user.
  const device = otherPage;
  await device.goto('/tasks');
  await device.evaluate(() => localStorage.clear());
  await device.goto('/login');
  await person.typeLogin(device);
  await expect(device).toHaveURL(/\/tasks$/);
  await device.getByRole('textbox', { name: 'Quick add' }).fill('Half a thought');
  await page.goto('/change-password');
  await page.getByLabel('Current password', { exact: true }).fill(person.password);
  await page.getByLabel('New password', { exact: true }).fill('new horse battery');
  await page.getByLabel('Confirm new password', { exact: true }).fill('new horse battery');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed. Your other devices are logged out.')).toBeVisible();
  // The access token of the device runs out: here at once, else within minutes.
  await device.evaluate(() => {
    const session = JSON.parse(localStorage.getItem('tracker.session') ?? '{}');
    session.access_token = session.access_token.replace(/[^.]*$/, 'x');
    localStorage.setItem('tracker.session', JSON.stringify(session));
    window.dispatchEvent(new StorageEvent('storage', { key: 'tracker.session' }));
  });
  await device.getByRole('searchbox', { name: 'Search tasks' }).fill('anything');
  await expect(device.getByText('Your session has ended')).toBeVisible();
  await person.typeLogin(device, 'new horse battery');
  await expect(device.getByRole('textbox', { name: 'Quick add' })).toHaveValue('Half a thought');
});

test('a theme chosen in one tab is there in the next', async ({ page, context, person }) => {
  expect(person.id).not.toBe('');
  await page.goto('/preferences');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'Compact' }).check();
  const tab = await context.newPage();
  await tab.goto('/tasks');
  await expect(tab.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(tab.locator('html')).toHaveAttribute('data-density', 'compact');
});

import { answer, is, recorded, refused } from '../support/answers';
import { expect, test } from '../support/test';

test('the registration names each fault at its field and sends nothing', async ({ page }) => {
  await page.goto('/register');
  const sent = recorded(page, (request) => request.url().includes('/api/'));
  const email = page.getByRole('textbox', { name: 'E-mail' });
  const password = page.getByLabel('Password', { exact: true });
  const create = page.getByRole('button', { name: 'Create account' });
  await email.fill('ada@example');
  await password.fill('seven77');
  await create.click();
  await expect(email).toHaveAccessibleDescription(/such as ada@example.com/);
  await expect(email).toBeFocused();
  await expect(password).toHaveAccessibleDescription(/Use at least 8 characters/);
  await email.fill('ada@example.com');
  // 37 letters, 74 bytes.
  await password.fill('ü'.repeat(37));
  await create.click();
  await expect(password).toHaveAccessibleDescription(/Use at most 72 bytes/);
  await expect(password).toBeFocused();
  await expect(password).toHaveValue('ü'.repeat(37));
  expect(sent).toEqual([]);
});

test('a taken e-mail address says to log in instead', async ({ page, other, expected }) => {
  expected.push('409');
  await page.goto('/register');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(other.email);
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toHaveText('There is an account with this e-mail already. Log in instead.');
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(other.email);
});

test('a closed registration says so', async ({ page, expected }) => {
  expected.push('403');
  await page.goto('/register');
  await answer(page, is('POST', '/auth/register'), refused(403, 'REGISTRATION_CLOSED', 'Registration is closed'));
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toHaveText('This server takes no new accounts.');
});

test('the login of a deactivated account says so and keeps the e-mail', async ({ page, other, expected }) => {
  expected.push('403');
  await page.goto('/login');
  await answer(
    page,
    is('POST', '/auth/login'),
    refused(403, 'ACCOUNT_DEACTIVATED', 'This account has been deactivated'),
  );
  await other.typeLogin(page);
  await expect(page.getByRole('alert')).toContainText('This account is deactivated');
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(other.email);
});

test('refused fields get the words of the server, and unknown ones stand above the buttons', async ({
  page,
  person,
  expected,
}) => {
  expected.push('400');
  await page.goto('/tasks/new');
  const end = await answer(
    page,
    is('POST', '/tasks'),
    refused(400, 'VALIDATION_ERROR', 'The request is invalid', {
      title: ['Titles about horses are refused'],
      'tags.0': ['This tag is reserved'],
      colour: ['Choose a colour'],
    }),
  );
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Horse');
  await page.getByRole('textbox', { name: 'Description' }).fill('Typed with care');
  await page.getByRole('textbox', { name: 'Tags' }).fill('stable,');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(title).toHaveAccessibleDescription('Titles about horses are refused');
  await expect(title).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Tags' })).toHaveAccessibleDescription(/This tag is reserved/);
  await expect(page.getByRole('alert').filter({ hasText: 'Choose a colour' })).toContainText('colour');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Typed with care');
  await expect(page.getByRole('button', { name: 'Remove tag stable' })).toBeVisible();
  await end();
  await title.fill('Cow');
  await expect(title).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cow' })).toBeVisible();
  expect((await person.call<{ total: number }>('GET', '/tasks?owner=me')).total).toBe(1);
});

test('a refused quick line comes back with the words of the server', async ({ page, person, expected }) => {
  expected.push('400');
  expect(person.id).not.toBe('');
  await page.goto('/tasks?owner=me');
  await answer(page, is('POST', '/tasks'), refused(400, 'VALIDATION_ERROR', 'Invalid', { title: ['No horses'] }));
  const field = page.getByRole('textbox', { name: 'Quick add' });
  await field.fill('Horse #stable');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription('No horses');
  await expect(field).toHaveValue('Horse #stable');
});

test('what only blanks would be is no title and no password', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await page.goto('/tasks/new');
  const sent = recorded(page, is('POST', '/tasks'));
  const title = page.getByRole('textbox', { name: 'Title' });
  for (const blank of ['   ', '\u200b\u200b', '\u3000']) {
    await title.fill(blank);
    await page.getByRole('button', { name: 'Create task' }).click();
    await expect(title).toHaveAccessibleDescription('Enter a title');
  }
  expect(sent).toEqual([]);
});

test('a title counts letters as one sees them', async ({ page, person }) => {
  await page.goto('/tasks/new');
  const title = page.getByRole('textbox', { name: 'Title' });
  // Each has two UTF-16 units and counts once.
  await title.fill('🐎'.repeat(201));
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(title).toHaveAccessibleDescription('Use at most 200 characters; there are 201');
  await title.fill('🐎'.repeat(200));
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '🐎🐎' })).toBeVisible();
  expect((await person.get(page.url().split('/').at(-1) ?? '')).title).toBe('🐎'.repeat(200));
});

test('bad values in any address are dropped, and the rest counts', async ({ page, person }) => {
  await person.add({ title: 'Stuck', status: 'BLOCKED' });
  for (const [asked, shown] of [
    ['/tasks?owner=me&status=BLOCKED,blocked&sort=colour:asc&page_size=7&page=-1', /\/tasks\?status=BLOCKED&owner=me$/],
    ['/tasks?owner=me&due=someday&due_to=2027-02-30&priority=URGENT', /\/tasks\?owner=me$/],
    [`/tasks?owner=me&tags=${'x'.repeat(51)}&search=%20`, /\/tasks\?owner=me$/],
    ['/tasks?owner=me&page=2', /\/tasks\?owner=me$/],
    ['/board?owner=me&status=FOO', /\/board\?owner=me$/],
  ] as const) {
    await page.goto(asked);
    await expect(page).toHaveURL(shown);
    await expect(page.getByRole('link', { name: 'Stuck' })).toBeVisible();
  }
});

test('a month that is none leads to this month', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  const today = await page.evaluate(() =>
    new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' }).format(),
  );
  for (const month of ['2027-13', '0', 'next', '99999-01']) {
    await page.goto(`/calendar?owner=me&month=${month}`);
    await expect(page.getByRole('heading', { name: today })).toBeVisible();
  }
});

test('bad values for a new task are dropped', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await page.goto('/tasks/new?status=LATER&due_date=2027-02-30');
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('TODO');
  await expect(page.getByLabel('Due date')).toHaveValue('');
});

test('an address of nothing leads back', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  for (const address of ['/nowhere', '/tasks/a/b/c', '/board/1']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
    await page.getByRole('link', { name: 'Back to tasks' }).click();
    await expect(page).toHaveURL(/\/tasks$/);
  }
});

test('where to go after the login is never another site', async ({ page, other }) => {
  for (const from of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.goto('/login');
    await page.evaluate((path) => history.replaceState({ ...history.state, usr: { from: path } }, '', '/login'), from);
    await page.reload();
    await other.typeLogin(page);
    await expect(page).toHaveURL(new RegExp(`^${process.env.BASE_URL}/tasks$`));
    await page.evaluate(() => localStorage.clear());
  }
});

test('markup is text in every place that shows it', async ({ page, person }) => {
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
  const task = await person.add({
    title: hostile,
    tags: ['<b>bold</b>'],
    due_date: '2027-01-14T11:00:00Z',
    description: `${hostile}\n\n[click](javascript:alert(1)) [data](data:text/html,x) <a href="javascript:alert(1)">html</a> javascript:alert(1)\n\n![pic](https://example.com/x.png)`,
  });
  for (const address of [
    '/tasks?owner=me',
    '/board?owner=me',
    '/calendar?owner=me&month=2027-01',
    `/tasks/${task.id}`,
  ]) {
    await page.goto(address);
    await expect(page.getByText(hostile).first()).toBeVisible();
    await expect(page.locator('main img, main script, main b')).toHaveCount(0);
    await expect(page.locator('a[href^="javascript:" i], a[href^="data:" i]')).toHaveCount(0);
  }
  await expect(page).toHaveTitle(`${hostile} – TaskTracker`);
  await expect(page.getByText('<a href="javascript:alert(1)">html</a>')).toBeVisible();
  await page.getByRole('button', { name: 'Delete task' }).click();
  await expect(page.getByRole('alertdialog')).toContainText(hostile);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or task' }).fill('onerror');
  await expect(page.getByRole('option', { name: hostile }).first()).toBeVisible();
});

test('the fifty-first file is refused in words', async ({ page, person }) => {
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText('Drop files here')).toBeVisible();
  const sent = recorded(page, is('POST', `/tasks/${task.id}/attachments`));
  await page.getByLabel('Choose files to upload').setInputFiles(
    Array.from({ length: 51 }, (_, index) => ({
      name: `${'n'.repeat(195)}${String(index).padStart(2, '0')}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    })),
  );
  await expect(page.getByText('A task can have at most 50 files.')).toHaveCount(1);
  // Fifty uploads, a few at a time.
  await expect(page.getByRole('button', { name: /^Download n+\d\d\.txt$/ })).toHaveCount(50, { timeout: 25_000 });
  expect(sent).toHaveLength(50);
  expect((await person.get(task.id)).attachment_count).toBe(50);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess).toBe(0);
});

test('a full store of files is said at the file', async ({ page, person, expected }) => {
  expected.push('413');
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await answer(
    page,
    is('POST', `/tasks/${task.id}/attachments`),
    refused(413, 'STORAGE_QUOTA_EXCEEDED', 'Your files already use the space you have'),
  );
  await page
    .getByLabel('Choose files to upload')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  const uploads = page.getByRole('list', { name: 'Uploads' });
  await expect(uploads).toContainText('Your files already use the space you have');
  await expect(uploads).toContainText('a.txt');
});

test('a file that is gone cannot be downloaded and says so', async ({ page, person, expected }) => {
  expected.push('404');
  const task = await person.add({ title: 'With files' });
  await page.goto(`/tasks/${task.id}`);
  await page
    .getByLabel('Choose files to upload')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  const download = page.getByRole('button', { name: 'Download a.txt' });
  await expect(download).toBeVisible();
  await page.route('**/attachments/*/download', (route) => route.fulfill({ status: 404, json: {} }));
  await download.click();
  await expect(page.getByRole('alert').filter({ hasText: 'The file was not downloaded' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'With files' })).toBeVisible();
});

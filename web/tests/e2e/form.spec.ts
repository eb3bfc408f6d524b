import { expect, test } from '../support/test';

test('a task is created with all its fields', async ({ page, person }) => {
  await page.goto('/tasks/new?status=BLOCKED&due_date=2030-01-31');
  await page.getByRole('textbox', { name: 'Title' }).fill('  Pay rent ');
  await page.getByRole('textbox', { name: 'Description' }).fill('for **January**');
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('BLOCKED');
  await page.getByRole('combobox', { name: 'Priority' }).selectOption('HIGH');
  await expect(page.getByLabel('Due date')).toHaveValue('2030-01-31');
  await page.getByLabel('Time').fill('10:30');
  const tags = page.getByRole('textbox', { name: 'Tags' });
  await tags.fill('Home');
  await tags.press('Enter');
  await tags.pressSequentially('money,');
  await tags.fill('last');
  await page.getByRole('button', { name: 'Remove tag money' }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('strong')).toHaveText('January');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pay rent' })).toBeVisible();
  await expect(page.getByText('Task created')).toBeVisible();
  const id = page.url().split('/').at(-1) ?? '';
  expect(await person.get(id)).toMatchObject({
    title: 'Pay rent',
    description: 'for **January**',
    status: 'BLOCKED',
    priority: 'HIGH',
    due_date: '2030-01-31T09:30:00.000Z',
    tags: ['home', 'last'],
  });
});

test('faults stand at their fields and nothing is sent', async ({ page, person }) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  expect(person.id).not.toBe('');
  await page.goto('/tasks/new');
  const title = page.getByRole('textbox', { name: 'Title' });
  const save = page.getByRole('button', { name: 'Create task' });
  await save.click();
  await expect(page.getByText('Enter a title')).toBeVisible();
  await expect(title).toBeFocused();
  await expect(title).toHaveAttribute('aria-invalid', 'true');
  await title.fill('W'.repeat(201));
  await save.click();
  await expect(title).toHaveAccessibleDescription('Use at most 200 characters; there are 201');
  await expect(title).toHaveValue('W'.repeat(201));
  await title.fill('W'.repeat(200));
  await page.getByRole('textbox', { name: 'Description' }).fill('x'.repeat(10_001));
  await save.click();
  await expect(page.getByText('Use at most 10,000 characters; there are 10,001')).toBeVisible();
  await page.getByRole('textbox', { name: 'Description' }).fill('');
  const tags = page.getByRole('textbox', { name: 'Tags' });
  await tags.fill('x'.repeat(51));
  await save.click();
  await expect(tags).toHaveAccessibleDescription('A tag can have at most 50 characters');
  await expect(tags).toHaveValue('x'.repeat(51));
  await tags.fill(Array.from({ length: 21 }, (_, index) => `tag ${index}`).join(','));
  await expect(page.getByText('A task can have at most 20 tags')).toBeVisible();
  expect(sent).toEqual([]);
});

test('an edit sends only what changed, and leads back to the task', async ({ page, person }) => {
  const task = await person.add({ title: 'Draft', due_date: '2030-05-01T10:00:42Z', tags: ['a'] });
  await page.goto(`/tasks/${task.id}`);
  await page.getByRole('link', { name: 'Edit task' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Final');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Final' })).toBeVisible();
  await expect(page.getByText('Changes saved')).toBeVisible();
  // The fields show no seconds: a due date that was sent would have lost them.
  expect((await person.get(task.id)).due_date).toBe(task.due_date);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Draft' })).toBeVisible();
});

test('Enter held down and a double click create one task', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/tasks')) posts++;
  });
  await page.goto('/tasks/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Once');
  await page.getByRole('button', { name: 'Create task' }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'Once' })).toBeVisible();
  expect(posts).toBe(1);
});

test('leaving asks when something was typed', async ({ page, person }) => {
  expect(person.id).not.toBe('');
  await page.goto('/tasks');
  await page.getByRole('link', { name: 'New task' }).click();
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Half a thought');
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Discard changes?' });
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(title).toHaveValue('Half a thought');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/tasks\/new$/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  await page.getByRole('link', { name: 'New task' }).click();
  await expect(title).toHaveValue('');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test('a reload and a lost session lose nothing', async ({ page, person, expected }) => {
  expected.push('401');
  await page.goto('/tasks/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Kept');
  await page.getByRole('textbox', { name: 'Tags' }).fill('one,');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('Draft restored')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Kept');
  await expect(page.getByRole('button', { name: 'Remove tag one' })).toBeVisible();
  await page.evaluate(() => {
    // Of the same user, but no longer valid.
    const tokens = JSON.parse(localStorage.getItem('tracker.session') ?? '');
    const stale = { access_token: tokens.access_token.replace(/[^.]*$/, 'x'), refresh_token: 'gone' };
    localStorage.setItem('tracker.session', JSON.stringify(stale));
    window.dispatchEvent(new StorageEvent('storage', { key: 'tracker.session' }));
  });
  await page.getByRole('textbox', { name: 'Description' }).fill('more');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByText('Your session has ended')).toBeVisible();
  await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/\/tasks\/new$/);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Kept');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('more');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('');
});

test('a failed save keeps what was typed and says why', async ({ page, person, expected }) => {
  expected.push('500', 'status of 500');
  const task = await person.add({ title: 'Draft' });
  await page.goto(`/tasks/${task.id}/edit`);
  await page.route('**/api/v1/tasks/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
      : route.continue(),
  );
  await page.getByRole('textbox', { name: 'Title' }).fill('Typed');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('alert')).toContainText('The task was not saved: the server has a problem.');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Typed');
  await page.unroute('**/api/v1/tasks/*');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Typed' })).toBeVisible();
});

test('a task that somebody changes meanwhile is not overwritten unasked', async ({ page, person, expected }) => {
  expected.push('412');
  const task = await person.add({ title: 'Plan', status: 'TODO' });
  await page.goto(`/tasks/${task.id}/edit`);
  await page.getByRole('textbox', { name: 'Title' }).fill('My plan');
  await person.change(task.id, { title: 'Their plan', status: 'BLOCKED' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const notice = page.getByRole('alert').filter({ hasText: `${person.email} changed the title and the status.` });
  await notice.getByRole('button', { name: 'Show changes' }).click();
  await expect(notice).toContainText('Plan → Their plan (yours: My plan)');
  await expect(notice).toContainText('To do → Blocked');
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('BLOCKED');
  expect(await person.get(task.id)).toMatchObject({ title: 'Their plan' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My plan' })).toBeVisible();
  expect(await person.get(task.id)).toMatchObject({ title: 'My plan', status: 'BLOCKED' });
});

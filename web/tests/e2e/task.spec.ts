import { expect, test } from '../support/test';

const unknown = '00000000-0000-7000-8000-000000000000';

test('a task shows all it has, and its page is named by it', async ({ page, person }) => {
  const task = await person.add({
    title: 'Move the office',
    description: '**bold** <img src=x onerror=alert(1)> [bad](javascript:alert(1)) [good](https://example.com)',
    status: 'IN_PROGRESS',
    priority: 'HIGH',
    tags: ['move'],
  });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Move the office' })).toBeVisible();
  await expect(page).toHaveTitle('Move the office – TaskTracker');
  await expect(page.getByRole('strong')).toHaveText('bold');
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(page.getByRole('link', { name: 'bad' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'good' })).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(page.getByText(person.email).first()).toBeVisible();
  await expect(page.getByText('Created', { exact: true }).last()).toBeVisible();
});

test('keys change the open task and undo takes the change back', async ({ page, person }) => {
  const task = await person.add({ title: 'Water the plants' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByRole('button', { name: 'Status: Done' })).toBeVisible();
  await expect(page.getByText('Moved to Done')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Status: To do' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: 'Priority: Critical' })).toBeVisible();
  await page.keyboard.press('s');
  await page.getByRole('menuitemradio', { name: 'Blocked' }).click();
  await expect(page.getByRole('button', { name: 'Status: Blocked' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).priority).toBe('CRITICAL');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('BLOCKED');
});

test('a due date can be set in words and tags in a menu', async ({ page, person }) => {
  const task = await person.add({ title: 'Renew the licence' });
  await page.goto(`/tasks/${task.id}`);
  await page.getByRole('button', { name: 'Due: No date' }).waitFor();
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'In words' }).fill('tomorrow 9am');
  await page.keyboard.press('Enter');
  await expect(page.getByText('tomorrow, 09:00')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('l');
  await page.getByRole('textbox', { name: 'Tags' }).fill('Home, garden');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.getByRole('button', { name: /Tags: garden *, *home/ })).toBeVisible();
  expect((await person.get(task.id)).tags).toEqual(['garden', 'home']);
});

test('deleting asks with Cancel focused, then leads back to the filtered list', async ({ page, person }) => {
  const task = await person.add({ title: 'Old plan' });
  await person.add({ title: 'Old news' });
  await page.setViewportSize({ width: 900, height: 800 });
  await page.goto('/tasks?search=old&owner=me');
  await page.getByRole('link', { name: 'Old plan' }).click();
  await page.getByRole('button', { name: 'Delete task' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete “Old plan”?' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Delete task' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/tasks\?search=old&owner=me$/);
  await expect(page.getByText('Task deleted')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Old news' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Old plan' })).toHaveCount(0);
  await expect(person.get(task.id)).rejects.toThrow(/404/);
});

test('what is no task says so and leads back', async ({ page, person, expected }) => {
  expected.push('404');
  const task = await person.add({ title: 'Soon gone' });
  await person.delete(task.id);
  for (const address of ['/tasks/not-an-id', `/tasks/${unknown}`, `/tasks/${task.id}`, `/tasks/${task.id}/edit`]) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'Task not found' })).toBeVisible();
    await page.getByRole('link', { name: 'Back to tasks' }).click();
    await expect(page).toHaveURL(/\/tasks$/);
  }
});

test('somebody else’s task can be read and nothing of it changed', async ({ page, person, other }) => {
  const task = await other.add({ title: 'Contract', description: 'Read it' });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText(`This task belongs to ${other.email}. Only the owner can change it.`)).toBeVisible();
  await expect(page.getByText('Read it')).toBeVisible();
  for (const name of ['Edit task', 'Delete task', /^Status/, /^Tags/]) {
    await expect(page.getByRole('main').getByRole('button', { name })).toHaveCount(0);
  }
  await expect(page.getByRole('link', { name: 'Edit task' })).toHaveCount(0);
  await expect(page.getByText('Drop files here')).toHaveCount(0);
  await page.keyboard.press('d');
  expect((await other.get(task.id)).status).toBe('TODO');
  await page.goto(`/tasks/${task.id}/edit`);
  await expect(page.getByText('Only the owner can edit this task')).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contract' })).toBeVisible();
  expect(person.email).not.toBe(other.email);
});

test('the panel stands beside the list, walks it and gives the focus back', async ({ page, person }) => {
  await person.addMany(3, 'Step');
  await page.goto('/tasks?owner=me&sort=title:asc');
  await page.getByRole('link', { name: 'Step 1' }).click();
  const panel = page.getByRole('region', { name: 'Step 1' });
  await expect(panel.getByRole('heading', { level: 2, name: 'Step 1' })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(page.getByRole('region', { name: 'Step 2' })).toBeVisible();
  await expect(page).toHaveTitle('Step 2 – TaskTracker');
  await page.getByRole('button', { name: 'Next task' }).click();
  await expect(page.getByRole('region', { name: 'Step 3' })).toBeVisible();
  await page.keyboard.press('k');
  await page.getByRole('region', { name: 'Step 2' }).getByRole('button', { name: 'Close task' }).click();
  await expect(page.getByRole('link', { name: 'Step 2' })).toBeFocused();
  await expect(page).toHaveURL(/\/tasks\?owner=me&sort=title:asc$/);
  await expect(page).toHaveTitle('Tasks – TaskTracker');
});

test('back from a task keeps filters and scroll', async ({ page, person }) => {
  await person.addMany(20, 'Row');
  await page.setViewportSize({ width: 900, height: 500 });
  await page.goto('/tasks?owner=me&sort=title:asc');
  await page.getByRole('link', { name: 'Row 9', exact: true }).scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(100);
  await page.getByRole('link', { name: 'Row 9', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Row 9' })).toBeVisible();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.getByRole('link', { name: 'Back to tasks' }).click();
  await expect(page).toHaveURL(/\/tasks\?owner=me&sort=title:asc$/);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);
  await page.getByRole('link', { name: 'Row 9', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Row 9' })).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);
});

test('the list beside the panel can be searched', async ({ page, person }) => {
  await person.add({ title: 'Paint the fence' });
  await person.add({ title: 'Mow the lawn' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('link', { name: 'Mow the lawn' }).click();
  await expect(page.getByRole('region', { name: 'Mow the lawn' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('fence');
  await expect(page).toHaveURL(/\/tasks\?search=fence&owner=me$/);
  await expect(page.getByRole('link', { name: 'Paint the fence' })).toBeVisible();
});

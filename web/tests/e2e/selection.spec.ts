import { is, recorded } from '../support/answers';
import { expect, test } from '../support/test';

test('a bulk change is undone', async ({ page, person }) => {
  const tasks = await person.addMany(3, 'Row');
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select Row 1' }).check();
  await page.getByRole('checkbox', { name: 'Select Row 3' }).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar.getByRole('status')).toHaveText('3 selected');
  await bar.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('menuitem', { name: 'Done' }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 changed' })).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect
    .poll(() => Promise.all(tasks.map(async ({ id }) => (await person.get(id)).status)))
    .toEqual(['DONE', 'DONE', 'DONE']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(() => Promise.all(tasks.map(async ({ id }) => (await person.get(id)).status)))
    .toEqual(['TODO', 'TODO', 'TODO']);
});

test('two bulk changes of the same tasks are undone one after the other', async ({ page, person }) => {
  const tasks = await person.addMany(3, 'Row');
  await page.goto('/tasks?owner=me');
  const change = async (field: string, value: string) => {
    await page.getByRole('checkbox', { name: 'Select Row 1' }).check();
    await page.getByRole('checkbox', { name: 'Select Row 3' }).click({ modifiers: ['Shift'] });
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByRole('button', { name: field }).click();
    await page.getByRole('menuitem', { name: value }).click();
    await expect(bar).toHaveCount(0);
  };
  await change('Status', 'Done');
  await change('Priority', 'High');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: /^3 restored/ })).toHaveCount(2);
  for (const { id } of tasks) expect(await person.get(id)).toMatchObject({ status: 'TODO', priority: 'MEDIUM' });
});

test('tasks of others are named after a bulk change', async ({ page, person, other }) => {
  const mark = person.id.slice(-8);
  await person.add({ title: `Mine ${mark}` });
  await other.add({ title: `Theirs ${mark}` });
  await page.goto(`/tasks?search=${mark}`);
  await page.getByRole('checkbox', { name: `Select Mine ${mark}` }).check();
  await page.getByRole('checkbox', { name: `Select Theirs ${mark}` }).check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Priority' }).click();
  await page.getByRole('menuitem', { name: 'Critical' }).click();
  await expect(page.getByRole('status').filter({ hasText: `1 changed, 1 is not yours: Theirs ${mark}` })).toBeVisible();
});

test('of a hundred tasks two of somebody else and one deleted meanwhile are named', async ({ page, person, other }) => {
  test.slow();
  const mark = person.id.slice(-8);
  const mine = await person.addMany(98, `Mine ${mark}`);
  await other.addMany(2, `Theirs ${mark}`);
  // The page does not hear of what is deleted.
  await page.route('**/api/v1/events', () => undefined);
  await page.goto(`/tasks?search=${mark}&page_size=100`);
  await page.getByRole('checkbox', { name: `Select Mine ${mark} 98`, exact: true }).check();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar.getByRole('status')).toHaveText('100 selected');
  await person.delete(mine[49]?.id ?? '');
  const requests = recorded(page, is('POST', '/tasks/bulk'));
  await bar.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('menuitem', { name: 'Done' }).click();
  const said = page.getByRole('status').filter({ hasText: '97 changed' });
  await expect(said).toContainText(/97 changed, 2 are not yours: [^,]+, [^,]+, 1 is gone: /);
  for (const title of [`Theirs ${mark} 1`, `Theirs ${mark} 2`, `1 is gone: Mine ${mark} 50`])
    await expect(said).toContainText(title);
  expect(requests).toHaveLength(1);
  expect((await person.get(mine[0]?.id ?? '')).status).toBe('DONE');
});

test('all tasks of all pages are selected and deleted after a question', async ({ page, person }) => {
  await person.addMany(23, 'Row');
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select Row 23' }).check();
  const bar = page.getByRole('region', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Select all 23' }).click();
  await expect(bar.getByRole('status')).toHaveText('23 selected');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('status').filter({ hasText: '23 deleted' })).toBeVisible();
  await expect(page.getByText('No tasks match.')).toBeVisible();
});

test('keys change the focused task', async ({ page, person }) => {
  const task = await person.add({ title: 'Paint the fence' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  await page.keyboard.press('d');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('DONE');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('TODO');
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  await page.keyboard.press('1');
  await expect.poll(async () => (await person.get(task.id)).priority).toBe('CRITICAL');
  await page.keyboard.press('s');
  await page
    .getByRole('dialog', { name: 'Status of “Paint the fence”' })
    .getByRole('button', { name: 'Blocked' })
    .click();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('BLOCKED');
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test('tags are added to all selected tasks and taken back by undo', async ({ page, person }) => {
  const first = await person.add({ title: 'One', tags: ['home'] });
  const second = await person.add({ title: 'Two' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select One' }).check();
  await page.getByRole('checkbox', { name: 'Select Two' }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Tags' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Tags' })).toBeFocused();
  await page.keyboard.type('home,garden,');
  await page.getByRole('button', { name: 'Add tags' }).click();
  await expect
    .poll(async () => [(await person.get(first.id)).tags, (await person.get(second.id)).tags])
    .toEqual([
      ['garden', 'home'],
      ['garden', 'home'],
    ]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(async () => [(await person.get(first.id)).tags, (await person.get(second.id)).tags])
    .toEqual([['home'], []]);
});

test('keys act on a selected task as it is now', async ({ page, person }) => {
  const task = await person.add({ title: 'Paint the fence' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select Paint the fence' }).check();
  const row = page.getByRole('row').filter({ hasText: 'Paint the fence' });
  for (const status of ['Done', 'To do']) {
    await page.keyboard.press('d');
    await expect(page.getByRole('status').filter({ hasText: `Moved to ${status}` })).toBeVisible();
    await expect(row).toContainText(status);
  }
  for (const [key, priority] of [
    ['1', 'Critical'],
    ['2', 'High'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('status').filter({ hasText: `Priority set to ${priority}` })).toBeVisible();
  }
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: 'Change undone' })).toBeVisible();
  expect(await person.get(task.id)).toMatchObject({ status: 'TODO', priority: 'CRITICAL' });
});

test('on the board keys act on the focused card, not on what the list has selected', async ({ page, person }) => {
  const selected = await person.add({ title: 'Selected' });
  const focused = await person.add({ title: 'Focused' });
  await person.call('POST', '/views', { name: 'My board', query: 'place=board&owner=me' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select Selected' }).check();
  await page.getByRole('link', { name: 'My board' }).click();
  await page.getByRole('link', { name: 'Focused' }).focus();
  await page.keyboard.press('1');
  await expect.poll(async () => (await person.get(focused.id)).priority).toBe('CRITICAL');
  expect((await person.get(selected.id)).priority).toBe('MEDIUM');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or task' }).fill('select all');
  await expect(page.getByRole('option', { name: /select all/i }).first()).toBeVisible();
  await expect(page.getByRole('option', { name: 'Select all on this page' })).toHaveCount(0);
});

test('a task that is deleted elsewhere or in the panel leaves the selection', async ({ page, person }) => {
  const tasks = await person.addMany(3, 'Row');
  await page.goto('/tasks?owner=me');
  await page.getByRole('checkbox', { name: 'Select Row 1' }).check();
  await page.getByRole('checkbox', { name: 'Select Row 3' }).click({ modifiers: ['Shift'] });
  const count = page.getByRole('region', { name: 'Selection' }).getByRole('status');
  await expect(count).toHaveText('3 selected');
  await person.delete(tasks[0]?.id ?? '');
  await expect(count).toHaveText('2 selected');
  await page.getByRole('link', { name: 'Row 2' }).click();
  await page.getByRole('region', { name: 'Row 2' }).getByRole('heading', { name: 'Row 2' }).press('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(count).toHaveText('1 selected');
});

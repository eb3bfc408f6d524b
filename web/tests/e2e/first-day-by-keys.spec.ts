import { randomUUID } from 'node:crypto';
import { pressTo, tabTo } from '../support/keys';
import { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

// Nothing here touches the pointer, and nothing is focused but by keys.
test('from the registration to a new password by keys alone', async ({ page, context }) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const mark = `mark${randomUUID().slice(0, 8)}`;
  await register(page);
  await addTen(page, mark);

  await search(page, `Dentist ${mark}`);
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();

  await goTo(page, 'Board', 'b');
  await search(page, mark);
  await expect(page.getByRole('region', { name: 'To do, 10 tasks' })).toBeVisible();
  await page.keyboard.press('Escape');
  await pressTo(page, page.getByRole('link', { name: `Dentist ${mark}` }), 'ArrowDown');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('region', { name: 'In progress, 1 task' })).toContainText('Dentist');

  await goTo(page, 'Tasks', 't');
  await search(page, mark);
  await expect(page.getByRole('status').filter({ hasText: '10 tasks' })).toBeVisible();
  await page.keyboard.press('Escape');
  await attachTo(page, `Order chairs ${mark}`);
  await saveView(page);
  await changeTwoAndUndo(page, mark);
  await changePassword(page);
});

async function register(page: Page): Promise<void> {
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: 'Create an account' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Full name' })).toBeFocused();
  await page.keyboard.type('Grace Newcomer');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`grace-${randomUUID()}@example.com`);
  await page.keyboard.press('Tab');
  await page.keyboard.type(Person.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Account of Grace Newcomer' })).toBeVisible();
}

async function addTen(page: Page, mark: string): Promise<void> {
  await page.keyboard.press('q');
  const field = page.getByRole('textbox', { name: 'Quick add' });
  await expect(field).toBeFocused();
  for (const title of ['Dentist', 'Pay rent', 'Order chairs', 'Call mum', 'Water plants']) {
    await page.keyboard.type(`${title} ${mark} tomorrow #home`);
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('');
    await expect(page.getByRole('link', { name: `${title} ${mark}` })).toBeVisible();
  }
  await page.evaluate(
    (lines) => navigator.clipboard.writeText(lines),
    [1, 2, 3, 4, 5].map((line) => `Pasted ${mark} ${line} of five`).join('\n'),
  );
  await page.keyboard.press('Control+v');
  await tabTo(page, page.getByRole('button', { name: 'Add 5 tasks' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: `Pasted ${mark} 5 of five` })).toBeVisible();
  await search(page, mark);
  await expect(page.getByRole('status').filter({ hasText: '10 tasks' })).toBeVisible();
}

async function goTo(page: Page, place: string, letter: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
  // The list behind a task has the same heading: the place itself searches for nothing yet.
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toHaveValue('');
}

async function search(page: Page, text: string): Promise<void> {
  const field = page.getByRole('searchbox', { name: 'Search tasks' });
  await expect(field).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await expect(page).toHaveURL(new RegExp(`search=${text.replaceAll(' ', '(\\+|%20)')}`));
}

async function attachTo(page: Page, title: string): Promise<void> {
  await pressTo(page, page.getByRole('row').getByRole('link', { name: title }), 'j');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: title });
  await expect(panel).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await tabTo(
    page,
    page.getByRole('button', { name: 'Choose files' }).or(page.getByLabel('Choose files to upload')).first(),
  );
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('Eight chairs') });
  await expect(page.getByRole('button', { name: 'Download offer.txt' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
}

async function saveView(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command or task' })).toBeFocused();
  await page.keyboard.type('save view');
  await page.keyboard.press('Enter');
  const name = page.getByRole('dialog', { name: 'Save view' }).getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('My ten');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My ten' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function changeTwoAndUndo(page: Page, mark: string): Promise<void> {
  const rows = ['Call mum', 'Water plants'].map((title) =>
    page.getByRole('row').filter({ hasText: `${title} ${mark}` }),
  );
  for (const row of rows) {
    // Back to the first row, then down.
    for (let step = 0; step < 10; step++) await page.keyboard.press('k');
    await pressTo(page, row.getByRole('link', { name: mark }), 'j');
    await page.keyboard.press('x');
    await expect(row.getByRole('checkbox')).toBeChecked();
  }
  await page.keyboard.press('s');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Blocked' }));
  await page.keyboard.press('Enter');
  for (const row of rows) await expect(row).toContainText('Blocked');
  await expect(page.getByRole('status').filter({ hasText: '2 changed' })).toBeVisible();
  await page.keyboard.press('Control+z');
  for (const row of rows) await expect(row).toContainText('To do');
}

async function changePassword(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Command or task' })).toBeFocused();
  await page.keyboard.type('password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Change password' })).toBeFocused();
  for (const [label, text] of [
    ['Current password', Person.password],
    ['New password', 'better horse'],
    ['Confirm new password', 'better horse'],
  ] as const) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText('Password changed')).toBeVisible();
}

import { randomUUID } from 'node:crypto';
import { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

const laptop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

for (const [where, size] of [
  ['a laptop', laptop],
  ['a phone', phone],
] as const) {
  test(`from the registration to a new password on ${where}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize(size);
    // Everybody reads all tasks, and other tests add some meanwhile.
    const mark = `mark${randomUUID().slice(0, 8)}`;
    await register(page);
    await addTen(page, mark);

    await search(page, `Dentist ${mark}`);
    await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
    await expect(page.getByRole('link', { name: `Dentist ${mark}` })).toBeVisible();

    await goTo(page, 'Board');
    await search(page, mark);
    await expect(page.getByRole('region', { name: 'To do, 10 tasks' })).toBeVisible();
    if (size === laptop) await moveByDragAndKey(page, mark);
    else await moveByMenu(page, mark);

    await goTo(page, 'Tasks');
    await search(page, mark);
    await page.getByRole('link', { name: `Order chairs ${mark}` }).click();
    await page.getByLabel('Choose files to upload').setInputFiles({
      name: 'offer.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Eight chairs'),
    });
    await expect(page.getByRole('button', { name: 'Download offer.txt' })).toBeVisible();

    await goTo(page, 'Tasks');
    await search(page, mark);
    await saveView(page, size === phone);
    await changeTwoAndUndo(page, mark);
    await changePassword(page);
  });
}

async function register(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('textbox', { name: 'Full name' }).fill('Grace Newcomer');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`grace-${randomUUID()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill(Person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
}

async function addTen(page: Page, mark: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Quick add' });
  for (const title of ['Dentist', 'Pay rent', 'Order chairs', 'Call mum', 'Water plants']) {
    await field.fill(`${title} ${mark} tomorrow #home`);
    await field.press('Enter');
    await expect(page.getByRole('link', { name: `${title} ${mark}` })).toBeVisible();
  }
  await page.evaluate(
    (lines) => {
      const data = new DataTransfer();
      data.setData('text/plain', lines);
      const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(paste);
    },
    [1, 2, 3, 4, 5].map((line) => `Pasted ${mark} ${line} of five`).join('\n'),
  );
  await page.getByRole('button', { name: 'Add 5 tasks' }).click();
  await search(page, mark);
  await expect(page.getByRole('status').filter({ hasText: '10 tasks' })).toBeVisible();
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('link', { name: place, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
  // The list behind a task has the same heading: the place itself searches for nothing yet.
  await expect(page.getByRole('searchbox', { name: 'Search tasks' })).toHaveValue('');
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill(text);
  await expect(page).toHaveURL(new RegExp(`search=${text.replaceAll(' ', '(\\+|%20)')}`));
}

async function moveByDragAndKey(page: Page, mark: string): Promise<void> {
  const card = page.getByRole('listitem').filter({ hasText: `Dentist ${mark}` });
  await card.getByText('Medium').dragTo(page.getByRole('region', { name: /^Done,/ }));
  await expect(page.getByRole('region', { name: 'Done, 1 task' })).toContainText('Dentist');
  await page.getByRole('link', { name: `Pay rent ${mark}` }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('region', { name: 'In progress, 1 task' })).toContainText('Pay rent');
}

async function moveByMenu(page: Page, mark: string): Promise<void> {
  await page.getByRole('button', { name: `Move Dentist ${mark}` }).click();
  await page.getByRole('menuitem', { name: 'Move to Done' }).click();
  await page.getByRole('tab', { name: 'Done 1' }).click();
  await expect(page.getByRole('region', { name: 'Done, 1 task' })).toContainText('Dentist');
}

async function saveView(page: Page, isPhone: boolean): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My ten');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  if (isPhone) await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function changeTwoAndUndo(page: Page, mark: string): Promise<void> {
  const rows = ['Call mum', 'Water plants'].map((title) =>
    page.getByRole('row').filter({ hasText: `${title} ${mark}` }),
  );
  for (const row of rows) await row.getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Status' }).click();
  await page.getByRole('menuitem', { name: 'Blocked' }).click();
  for (const row of rows) await expect(row).toContainText('Blocked');
  const toast = page.getByRole('status').filter({ hasText: '2 changed' });
  await toast.getByRole('button', { name: 'Undo' }).click();
  for (const row of rows) await expect(row).toContainText('To do');
}

async function changePassword(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account of Grace Newcomer' }).click();
  await page.getByRole('menuitem', { name: 'Change password' }).click();
  await page.getByLabel('Current password', { exact: true }).fill(Person.password);
  await page.getByLabel('New password', { exact: true }).fill('better horse');
  await page.getByLabel('Confirm new password', { exact: true }).fill('better horse');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed')).toBeVisible();
}

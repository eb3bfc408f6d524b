import { expect, test } from '../support/test';

test('a view is saved, opened, updated, renamed and deleted', async ({ page, person }) => {
  await person.add({ title: 'Stuck', status: 'BLOCKED' });
  await person.add({ title: 'Open' });
  await page.goto('/tasks?owner=me&status=BLOCKED');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('dialog', { name: 'Save view' }).getByRole('textbox', { name: 'Name' }).fill('My blocked');
  await page.keyboard.press('Enter');
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My blocked' });
  await expect(link).toHaveAttribute('aria-current', 'page');

  await page.getByRole('link', { name: 'Board' }).click();
  await link.click();
  await expect(page).toHaveURL(/\/tasks\?status=BLOCKED&owner=me$/);
  await expect(page.getByRole('link', { name: 'Stuck' })).toBeVisible();

  // What the browser keeps is written 2 s after it came: it has the view as it was.
  await page.waitForTimeout(2500);
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('stu');
  await page.getByRole('button', { name: 'Update view' }).click();
  await expect(page.getByText('View “My blocked” updated')).toBeVisible();
  await page.reload();
  await expect(link).toHaveAttribute('aria-current', 'page');

  await page.getByRole('button', { name: 'Actions for view My blocked' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('dialog', { name: 'Rename view' }).getByRole('textbox', { name: 'Name' }).fill('Stuck ones');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const renamed = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Stuck ones' });
  await expect(renamed).toBeVisible();

  await page.getByRole('button', { name: 'Actions for view Stuck ones' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(renamed).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(renamed).toBeVisible();
});

test('a name that is taken is told at the field', async ({ page, person, expected }) => {
  expected.push('409');
  await person.call('POST', '/views', { name: 'Mine', query: 'owner=me' });
  await page.goto('/board?owner=me');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('MINE');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
    'You have a view of this name already',
  );
});

test('a view of the board opens the board, by key', async ({ page, person }) => {
  await person.call('POST', '/views', { name: 'Home board', query: 'place=board&tags=home' });
  await page.goto('/tasks');
  await expect(page.getByRole('link', { name: 'Home board' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await expect(page).toHaveURL(/\/board\?tags=home$/);
});

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

test('keys work beside the closed menu of the views, those of the views too', async ({ page, person }) => {
  await person.call('POST', '/views', { name: 'Home board', query: 'place=board&tags=home' });
  const task = await person.add({ title: 'Water the plants' });
  await page.setViewportSize({ width: 1024, height: 800 });
  await page.goto('/tasks?owner=me');
  const menu = page.getByRole('button', { name: 'Views' });
  await expect(menu).toBeVisible();
  await expect(page.getByRole('link', { name: 'Water the plants' })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar).toBeVisible();
  // While the menu is open, keys are its own, and Escape closes nothing else.
  await menu.click();
  const open = page.getByRole('dialog', { name: 'Views' });
  await expect(open).toBeVisible();
  await page.keyboard.press('c');
  await open.getByRole('link', { name: 'Home board' }).press('Escape');
  await expect(open).toBeHidden();
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await expect(page).toHaveURL(/\/board\?tags=home$/);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or task' }).fill('home board');
  await expect(page.getByRole('option', { name: /Home board/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`/tasks/${task.id}`);
  await expect(page.getByText('Drop files here')).toBeVisible();
  await page.evaluate(() => {
    const pasted = new DataTransfer();
    pasted.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('button', { name: /^Download Pasted .*\.png$/ })).toBeVisible();
});

test('a view is renamed in a narrow window', async ({ page, person }) => {
  await person.call('POST', '/views', { name: 'Mine', query: 'owner=me' });
  await page.setViewportSize({ width: 1024, height: 800 });
  await page.goto('/tasks');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Actions for view Mine' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('dialog', { name: 'Rename view' }).getByRole('textbox', { name: 'Name' }).fill('All of mine');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('link', { name: 'All of mine' })).toBeVisible();
});

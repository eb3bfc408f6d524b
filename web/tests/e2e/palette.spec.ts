import { expect, test } from '../support/test';

test('the palette runs a command by keyboard alone', async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto('/tasks');
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await page.keyboard.type('boa');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/board$/);
  await expect(page.getByRole('heading', { name: 'Board' })).toBeFocused();
});

test('the palette finds a task by its title', async ({ page, person }) => {
  const task = await person.add({ title: 'Zanzibar brochure' });
  await page.goto('/tasks');
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or task' }).fill('zanzi');
  await page.getByRole('option', { name: 'Zanzibar brochure' }).first().click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${task.id}$`));
});

test('the palette adds what it does not find', async ({ page, person }) => {
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or task' }).fill(`Qwxyz ${person.id}`);
  await page.getByRole('option', { name: /^Add “Qwxyz/ }).click();
  await expect(page.getByRole('link', { name: `Qwxyz ${person.id}` })).toBeVisible();
});

test('the sheet of keys opens by its key and gives the focus back', async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto('/tasks');
  await page.getByRole('link', { name: 'Board' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Done or not');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Board' })).toBeFocused();
});

test('single keys can be turned off', async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto('/preferences');
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck();
  await page.keyboard.press('c');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await expect(page).toHaveURL(/\/preferences$/);
});

test('keys walk the list and open a task', async ({ page, person }) => {
  await person.addMany(3, 'Row');
  await page.goto('/tasks?owner=me&sort=title:asc');
  await expect(page.getByRole('link', { name: 'Row 3' })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: 'Row 2' })).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await expect(page.getByRole('checkbox', { name: 'Select Row 2' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Select Row 3' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('checkbox', { name: 'Select Row 3' })).not.toBeChecked();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
});

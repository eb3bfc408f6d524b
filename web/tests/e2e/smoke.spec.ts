import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/test';

// What a release must do before anything else is looked at.

test('login works', async ({ page, other }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/login$/);
  await other.typeLogin(page);
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await expect(page.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
});

test('the task list loads', async ({ page, person }) => {
  await person.addMany(3, 'Smoke');
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('status').filter({ hasText: '3 tasks' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Smoke/ })).toHaveCount(3);
});

test('a new task is in the list', async ({ page, person }) => {
  await page.goto('/tasks?owner=me');
  await page.getByRole('link', { name: 'New task' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Order chairs');
  await page.getByRole('button', { name: 'Create task' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Order chairs' })).toBeVisible();
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('row').filter({ hasText: 'Order chairs' })).toContainText(person.email);
});

test('a task of the list opens', async ({ page, person }) => {
  const title = `Chairs ${randomUUID()}`;
  const task = await person.add({ title, description: 'Eight of them' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('link', { name: title }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${task.id}$`));
  await expect(page.getByText('Eight of them')).toBeVisible();
});

test('the password page is reached from the account and checks its form', async ({ page, person }) => {
  await page.goto('/tasks');
  await page.getByRole('button', { name: `Account of ${person.email}` }).click();
  await page.getByRole('menuitem', { name: 'Change password' }).click();
  await expect(page).toHaveURL(/\/change-password$/);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAccessibleDescription(
    'Enter your current password',
  );
  await expect(page.getByLabel('Current password', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Confirm new password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
});

import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/test';

test('a visitor registers and is signed in', async ({ page }) => {
  await page.goto('/tasks');
  await expect(page).toHaveURL(/\/login$/);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByRole('textbox', { name: 'Full name' }).fill('Ada Lovelace');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`ada-${randomUUID()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
  await expect(page.getByRole('button', { name: 'Account of Ada Lovelace' })).toBeVisible();
});

test('a login leads to the page that was asked for', async ({ page, other }) => {
  await page.goto('/tasks?status=DONE');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(other.email);
  await page.getByLabel('Password', { exact: true }).fill(other.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page).toHaveURL(/\/tasks\?status=DONE$/);
});

test('a wrong password and an unknown account get the same words', async ({ page, other, expected }) => {
  expected.push('401');
  await page.goto('/login');
  for (const email of [other.email, `nobody-${randomUUID()}@example.com`]) {
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill('wrong horse');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('alert')).toHaveText('E-mail or password is wrong.');
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email);
  }
});

test('the login form says what is missing and sends nothing', async ({ page }) => {
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/')) sent++;
  });
  await page.goto('/login');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@');
  await page.getByRole('button', { name: 'Log in' }).click();
  const email = page.getByRole('textbox', { name: 'E-mail' });
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription(/such as ada@example.com/);
  await expect(email).toBeFocused();
  await expect(page.getByText('Enter your password')).toBeVisible();
  expect(sent).toBe(0);
});

test('the password form checks its fields', async ({ page, person, expected }) => {
  expected.push('400');
  await page.goto('/change-password');
  await page.getByLabel('Current password', { exact: true }).fill('wrong horse');
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByLabel('Confirm new password', { exact: true }).fill('other');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Use at least 8 characters').last()).toBeVisible();
  await expect(page.getByText('The passwords differ')).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill('new horse battery');
  await page.getByLabel('Confirm new password', { exact: true }).fill('new horse battery');
  await page.getByRole('button', { name: 'Change password' }).click();
  // A wrong current password logs nobody out.
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Current password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Password changed' })).toBeVisible();
  await expect(page.getByLabel('Current password', { exact: true })).toHaveValue('');
  // The page has logged in again by itself.
  await page.getByRole('link', { name: 'Tasks', exact: true }).click();
  await expect(
    page
      .getByText('No tasks match.')
      .or(page.getByText(/^\d+ tasks?$/))
      .or(page.getByText('No tasks yet'))
      .first(),
  ).toBeVisible();
});

test('a log out ends the session in all tabs', async ({ page, person, context }) => {
  expect(person.email).toBeTruthy();
  await page.goto('/tasks');
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
  await page.getByRole('link', { name: 'Board' }).click();
  const tab = await context.newPage();
  await tab.goto('/tasks');
  await expect(tab.getByRole('button', { name: /^Account of/ })).toBeVisible();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(tab).toHaveURL(/\/login$/);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Person } from '../support/Person';
import { makeScene, stopClock } from './scene';

const folder = resolve(import.meta.dirname, '../../../docs/screenshots');
const mostBytes = 150_000;

let ada: Person;
test.beforeAll(async ({ playwright }) => {
  mkdirSync(folder, { recursive: true });
  ada = await makeScene(await playwright.request.newContext());
});

test.use({ viewport: { width: 1280, height: 800 } });
test.beforeEach(async ({ page }) => {
  await stopClock(page);
  await ada.logInOn(page);
});

test('The list, light', async ({ page }) => {
  await open(page, '/tasks?sort=due_date%3Aasc', 'light');
  await page.getByRole('link', { name: 'Write the release notes' }).waitFor();
  await save(page, 'list');
});

test('Quick add with what it understood', async ({ page }) => {
  await open(page, '/tasks', 'light');
  const field = page.getByRole('textbox', { name: 'Quick add' });
  await field.pressSequentially('Pay rent tomorrow 9am #home !high // standing order is off');
  await expect(page.getByRole('list', { name: 'Understood' })).toContainText('home');
  await save(page, 'quick-add', { x: 216, y: 0, width: 1064, height: 300 });
});

test('The board, dark', async ({ page }) => {
  await open(page, '/board', 'dark');
  await page.getByRole('link', { name: 'Write the release notes' }).waitFor();
  await save(page, 'board');
});

test('The calendar, light', async ({ page }) => {
  await open(page, '/calendar', 'light');
  await page.getByRole('link', { name: 'Write the release notes' }).waitFor();
  await save(page, 'calendar');
});

test('A task beside the list, dark', async ({ page }) => {
  await open(page, '/tasks?sort=due_date%3Aasc', 'dark');
  await page.getByRole('link', { name: 'Write the release notes' }).click();
  await expect(page.getByText('Faster board')).toBeVisible();
  await save(page, 'task');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('The list, light', async ({ page }) => {
    await open(page, '/tasks?sort=due_date%3Aasc', 'light');
    await page.getByRole('link', { name: 'Write the release notes' }).waitFor();
    await save(page, 'phone');
  });
});

async function open(page: Page, path: string, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(process.env.BASE_URL + path);
}

async function save(page: Page, name: string, clip?: { x: number; y: number; width: number; height: number }) {
  await page.evaluate(() => document.fonts.ready);
  // Skeletons are gone and menus stand still.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.waitForTimeout(300);
  const picture = await page.screenshot({ ...(clip && { clip }), caret: 'hide' });
  expect(picture.length, `bytes of ${name}.png`).toBeLessThanOrEqual(mostBytes);
  writeFileSync(join(folder, `${name}.png`), picture);
}

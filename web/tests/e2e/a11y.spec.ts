import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const widths = [390, 768, 1440] as const;
const themes = ['light', 'dark'] as const;

/** Each page with something on it: what it is called, and how one gets there. */
const pages: Record<string, (page: Page, person: Person) => Promise<void>> = {
  list: async (page, person) => {
    await page.goto(`/tasks?owner=${person.id}&sort=due_date:asc`);
    await expect(page.getByRole('link', { name: 'Pay rent' })).toBeVisible();
  },
  'empty list': async (page) => {
    await page.goto('/tasks?owner=me&search=nothing-like-this');
    await expect(page.getByText('No tasks match.')).toBeVisible();
  },
  task: async (page, person) => {
    const task = await person.add({
      title: 'A task',
      description: '# Heading\n\n- [x] one\n- two\n\n`code`',
      tags: ['home'],
    });
    await page.goto(`/tasks/${task.id}`);
    await expect(page.getByRole('heading', { name: 'A task' })).toBeVisible();
  },
  'new task': async (page) => {
    await page.goto('/tasks/new');
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  },
  board: async (page) => {
    await page.goto('/board?owner=me');
    await expect(page.getByRole('link', { name: 'Pay rent' })).toBeVisible();
  },
  calendar: async (page) => {
    await page.goto('/calendar?owner=me&month=2027-01');
    await expect(page.getByRole('link', { name: 'Pay rent' })).toBeVisible();
  },
  preferences: async (page) => {
    await page.goto('/preferences');
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible();
  },
  'change password': async (page) => {
    await page.goto('/change-password');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('Enter your current password')).toBeVisible();
  },
  'page not found': async (page) => {
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  },
};

for (const theme of themes) {
  for (const width of widths) {
    test.describe(`${theme}, ${width} px`, () => {
      test.use({ colorScheme: theme, viewport: { width, height: 900 } });

      for (const [name, open] of Object.entries(pages)) {
        test(`${name} has no fault that axe finds, and fits`, async ({ page, person }) => {
          await person.add({
            title: 'Pay rent',
            due_date: '2027-01-14T11:00:00Z',
            priority: 'HIGH',
            tags: ['home', 'bills', 'more'],
          });
          await person.add({ title: 'W'.repeat(200), status: 'DONE' });
          await page.addInitScript(axe);
          await open(page, person);
          await check(page);
        });
      }

      test('the login has no fault that axe finds, and fits', async ({ page }) => {
        await page.addInitScript(axe);
        await page.goto('/login');
        await page.getByRole('button', { name: 'Log in' }).click();
        await expect(page.getByText('Enter your password')).toBeVisible();
        await check(page);
      });
    });
  }
}

async function check(page: Page): Promise<void> {
  // Colours are judged when nothing fades in any more.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
  const { violations } = await page.evaluate<AxeResults>(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, 'pixels wider than the window').toBe(0);
}

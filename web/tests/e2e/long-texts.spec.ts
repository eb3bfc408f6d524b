import type { Task } from '../../src/api/vocabulary';
import type { Person } from '../support/Person';
import { expect, type Page, test } from '../support/test';

// A page may scroll down, never sideways, and no text may run over its neighbours or out of the window.

const words = {
  'two hundred W without a blank': 'W'.repeat(200),
  'a title from right to left': `${'اشترِ الحليب والخبز '.repeat(4)}قبل 2027`,
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪'.repeat(12),
} as const;

const tags = Array.from({ length: 20 }, (_, index) => `${'t'.repeat(48)}${String(index).padStart(2, '0')}`);

async function addAll(person: Person): Promise<Task[]> {
  return Promise.all(
    Object.values(words).map((title) =>
      person.add({
        title,
        description: `${title}\n\n\`\`\`\n${title}\n\`\`\`\n\n| a | b |\n| - | - |\n| ${title} | x |`,
        tags,
        due_date: '2027-01-14T11:00:00Z',
      }),
    ),
  );
}

/** What is wider than the window, in words. What scrolls or is cut off on purpose is not. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const isContained = (element: Element | null): boolean => {
      for (let parent = element?.parentElement; parent; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflowX !== 'visible' && parent.getBoundingClientRect().right <= width + 1)
          return true;
      }
      return false;
    };
    const found =
      document.documentElement.scrollWidth > width ? [`the page: ${document.documentElement.scrollWidth} px`] : [];
    for (const element of document.querySelectorAll('body *')) {
      const { left, right, width: own } = element.getBoundingClientRect();
      if (own > 1 && (right > width + 1 || left < -1) && !isContained(element)) {
        found.push(`${element.tagName.toLowerCase()}: ${Math.round(left)}–${Math.round(right)}`);
      }
    }
    return found;
  });
}

// 640 is a window of 1280 at twice the size.
for (const width of [320, 390, 640, 768, 1200]) {
  test(`at ${width} px long titles and tags widen nothing`, async ({ page, person }) => {
    await page.setViewportSize({ width, height: 800 });
    const tasks = await addAll(person);
    const shown = page.getByRole('main').getByRole('link', { name: words['two hundred W without a blank'] }).first();
    for (const address of [
      '/tasks?owner=me',
      '/tasks?owner=me&sort=due_date:asc',
      '/board?owner=me',
      '/calendar?owner=me&month=2027-01',
    ]) {
      await page.goto(address);
      await expect(shown).toBeVisible();
      expect(await tooWide(page), address).toEqual([]);
    }
    for (const task of tasks) {
      await page.goto(`/tasks/${task.id}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(task.title);
      await expect(page.getByRole('table')).toBeVisible();
      expect(await tooWide(page), task.title).toEqual([]);
    }
    await page.goto(`/tasks/${tasks[0]?.id}/edit`);
    await expect(page.getByRole('button', { name: `Remove tag ${tags[19]}` })).toBeVisible();
    expect(await tooWide(page), 'the form').toEqual([]);
  });
}

test('at 320 px every action of a task can be reached', async ({ page, person }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const [task] = await addAll(person);
  await page.goto(`/tasks/${task?.id}`);
  await page.getByRole('button', { name: 'Delete task' }).click();
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Delete' })).toBeInViewport();
  expect(await tooWide(page), 'the question').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Status/ }).click();
  await page.getByRole('menuitemradio', { name: 'Blocked' }).click();
  const toast = page.getByRole('status').filter({ hasText: 'Moved to Blocked' });
  await expect(toast.getByRole('button', { name: 'Undo' })).toBeInViewport();
  expect(await tooWide(page), 'the toast').toEqual([]);
  await page.getByRole('link', { name: 'Edit task' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Short');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Short' })).toBeVisible();
});

test('at 320 px the list is searched and filtered in a sheet', async ({ page, person }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await addAll(person);
  await person.add({ title: 'Short', status: 'BLOCKED' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('button', { name: 'Filters' }).click();
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  const blocked = sheet.getByRole('checkbox', { name: 'Blocked', exact: true });
  // By key: a click may come while the sheet is still moving in.
  await blocked.press('Space');
  await expect(blocked).toBeChecked();
  expect(await tooWide(page), 'the sheet').toEqual([]);
  await sheet.getByRole('button', { name: 'Show tasks' }).click();
  await expect(page.getByRole('button', { name: 'Filters (2)' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Short' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
});

test('a title from right to left is laid out from the right', async ({ page, person }) => {
  await person.add({ title: words['a title from right to left'] });
  await page.goto('/tasks?owner=me');
  await page.getByRole('link', { name: /اشترِ/ }).click();
  const heading = page.getByRole('heading', { name: /اشترِ/ });
  await expect(heading).toBeVisible();
  expect(await heading.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
});

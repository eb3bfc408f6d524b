import type { Page } from '@playwright/test';
import type { Task } from '../../src/api/vocabulary';
import type { Person } from '../support/Person';
import { expect, test } from '../support/test';

const count = 600;

/**
 * Answers the board as a server whose column "To do" has 600 cards, which come in two pages; a change of a card moves it to
 * "In progress" or back.
 */
async function longColumn(page: Page, person: Person): Promise<void> {
  const first = await person.add({ title: 'Card 1' });
  let tasks = Array.from({ length: count }, (_, index): Task => {
    const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    return { ...first, id, title: `Card ${index + 1}` };
  });
  await page.route('**/api/v1/tasks?**', (route) => {
    const { searchParams } = new URL(route.request().url());
    const column = tasks.filter(({ status }) => status === searchParams.get('status'));
    const number = Number(searchParams.get('page') ?? 1);
    const items = column.slice((number - 1) * 300, number * 300);
    return route.fulfill({ json: { items, total: column.length, page: number, page_size: 300 } });
  });
  await page.route('**/api/v1/tasks/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback();
    const id = new URL(route.request().url()).pathname.split('/').at(-1);
    const moved = (status: Task['status']) => (status === 'TODO' ? 'IN_PROGRESS' : 'TODO');
    tasks = tasks.map((task) => (task.id === id ? { ...task, status: moved(task.status) } : task));
    await route.fulfill({ json: tasks.find((task) => task.id === id) });
  });
}

test('a column of 600 cards renders a few of them, and all can be reached and moved', async ({ page, person }) => {
  test.slow();
  await longColumn(page, person);
  await page.goto('/board?owner=me');
  const column = page.getByRole('region', { name: 'To do, 600 tasks' });
  const cards = column.locator('[data-task]');
  await expect(cards).toHaveCount(300);
  await column.getByRole('button', { name: 'Show 50 more' }).click();
  await expect.poll(() => cards.count()).toBeLessThan(60);
  await expect(column.getByRole('button', { name: 'Show 50 more' })).toHaveCount(0);

  // Keys walk on past what was rendered.
  await column.getByRole('list').evaluate((list) => list.scrollTo(0, 0));
  await column.getByRole('link', { name: 'Card 1', exact: true }).focus();
  for (let step = 2; step <= 25; step++) {
    await page.keyboard.press('ArrowDown');
    await expect(column.getByRole('link', { name: `Card ${step}`, exact: true })).toBeFocused();
  }
  await expect(column.getByRole('link', { name: 'Card 25', exact: true })).toBeInViewport();
  expect(await cards.count()).toBeLessThan(60);

  // A card that is scrolled away keeps the focus, and the next key leads on from it.
  await column.getByRole('list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  const last = column.locator('[aria-posinset="600"]');
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-setsize', '600');
  await expect(column.getByRole('link', { name: 'Card 25', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(column.getByRole('link', { name: 'Card 26', exact: true })).toBeFocused();
  await expect(column.getByRole('link', { name: 'Card 26', exact: true })).toBeInViewport();

  // The last one moves by key and takes the focus along.
  await column.getByRole('list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await column.getByRole('link', { name: 'Card 600', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  const next = page.getByRole('region', { name: 'In progress, 1 task' });
  await expect(next.getByRole('link', { name: 'Card 600', exact: true })).toBeFocused();
  const fewer = page.getByRole('region', { name: 'To do, 599 tasks' });
  await expect(fewer).toBeVisible();

  // And back, to where it is not rendered yet.
  await fewer.getByRole('list').evaluate((list) => list.scrollTo(0, 0));
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(column.getByRole('link', { name: 'Card 600', exact: true })).toBeFocused();
});

test('a card of a long column is dragged to another', async ({ page, person }) => {
  await longColumn(page, person);
  await page.goto('/board?owner=me');
  const column = page.getByRole('region', { name: 'To do, 600 tasks' });
  await column.getByRole('button', { name: 'Show 50 more' }).click();
  await expect.poll(() => column.locator('[data-task]').count()).toBeLessThan(60);
  await column.getByRole('list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  const card = column.getByRole('listitem').filter({ hasText: 'Card 600' });
  await card.getByText('Medium').dragTo(page.getByRole('region', { name: /^In progress,/ }));
  await expect(page.getByRole('region', { name: 'In progress, 1 task' })).toContainText('Card 600');
});

test('a phone renders a few cards of a long column too', async ({ page, person }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await longColumn(page, person);
  await page.goto('/board?owner=me');
  const column = page.getByRole('region', { name: 'To do, 600 tasks' });
  await column.getByRole('button', { name: 'Show 50 more' }).click();
  await expect.poll(() => column.locator('[data-task]').count()).toBeLessThan(60);
});

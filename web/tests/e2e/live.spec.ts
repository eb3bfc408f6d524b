import type { BrowserContext } from '@playwright/test';
import { expect, type Page, test } from '../support/test';

test('a change by somebody else shows by itself', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Their task' });
  await page.goto(`/tasks?owner=${other.id}`);
  const row = page.getByRole('row').filter({ hasText: 'Their task' });
  await expect(row).toContainText('To do');
  await other.change(task.id, { status: 'BLOCKED', title: 'Their renamed task' });
  await expect(page.getByRole('row').filter({ hasText: 'Their renamed task' })).toContainText('Blocked');
});

test('tasks that somebody else adds wait behind a button', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  await other.add({ title: 'First' });
  await page.goto(`/tasks?owner=${other.id}`);
  await expect(page.getByRole('link', { name: 'First' })).toBeVisible();
  await other.add({ title: 'Second' });
  await other.add({ title: 'Third' });
  await expect(page.getByRole('button', { name: '2 new tasks' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Second' })).toHaveCount(0);
  await page.getByRole('button', { name: '2 new tasks' }).click();
  await expect(page.getByRole('link', { name: 'Second' })).toBeVisible();
  await expect(page.getByRole('button', { name: /new task/ })).toHaveCount(0);
});

test('a task that one adds on another device waits behind the button, and no own one does', async ({
  page,
  person,
}) => {
  await page.goto('/tasks?owner=me');
  await expect(page.getByText('No tasks match.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Quick add' }).fill('From here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'From here' })).toBeVisible();
  await person.add({ title: 'From the phone' });
  await page.getByRole('button', { name: '1 new task' }).click();
  await expect(page.getByRole('link', { name: 'From the phone' })).toBeVisible();
  await expect(page.getByRole('button', { name: /new task/ })).toHaveCount(0);
});

test('a deleted task leaves the list', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Gone soon' });
  await page.goto(`/tasks?owner=${other.id}`);
  await expect(page.getByRole('link', { name: 'Gone soon' })).toBeVisible();
  await other.delete(task.id);
  await expect(page.getByRole('link', { name: 'Gone soon' })).toHaveCount(0);
});

test('a card moves on the board of somebody else', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Moving' });
  await page.goto(`/board?owner=${other.id}`);
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Moving');
  await other.change(task.id, { status: 'DONE' });
  await expect(page.getByRole('region', { name: 'Done, 1 task' })).toContainText('Moving');
});

test('two tabs share one stream', async ({ page, person, other, context }) => {
  expect(person.id).not.toBe(other.id);
  const streams: string[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/api/v1/events')) streams.push(request.url());
  });
  const task = await other.add({ title: 'Seen twice' });
  await page.goto(`/tasks?owner=${other.id}`);
  await expect(page.getByRole('link', { name: 'Seen twice' })).toBeVisible();
  const tab = await context.newPage();
  await tab.goto(`/tasks?owner=${other.id}`);
  await expect(tab.getByRole('link', { name: 'Seen twice' })).toBeVisible();
  await other.change(task.id, { priority: 'CRITICAL' });
  await expect(page.getByRole('row').filter({ hasText: 'Seen twice' })).toContainText('Critical');
  await expect(tab.getByRole('row').filter({ hasText: 'Seen twice' })).toContainText('Critical');
  expect(streams).toHaveLength(1);
});

test('a stream that is down is told quietly and comes back', async ({ page, person, expected }) => {
  expected.push('503');
  expect(person.id).toBeTruthy();
  let refused = true;
  await page.route('**/api/v1/events', (route) =>
    refused ? route.fulfill({ status: 503, body: '' }) : route.continue(),
  );
  await page.goto('/tasks');
  await expect(page.getByRole('status').filter({ hasText: 'Not live' })).toBeVisible();
  refused = false;
  await expect(page.getByText('Not live')).toHaveCount(0, { timeout: 15_000 });
});

test('tasks are asked for once the stream is open', async ({ page, person }) => {
  await person.add({ title: 'Not before' });
  const seen: string[] = [];
  await page.route('**/api/v1/events', async (route) => {
    await page.waitForTimeout(200);
    seen.push('stream');
    await route.continue();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/tasks') seen.push('tasks');
  });
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('link', { name: 'Not before' })).toBeVisible();
  expect(seen).toEqual(['stream', 'tasks']);
});

for (const [name, path, shown] of [
  ['the list', '/tasks', (page: Page) => page.getByRole('row').filter({ hasText: 'Behind' })],
  ['the board', '/board', (page: Page) => page.getByRole('region', { name: 'Blocked, 1 task' })],
  ['the page of a task', '/tasks/:id', (page: Page) => page.getByRole('main')],
] as const) {
  test(`a change before a late stream is open is shown by ${name}`, async ({ page, person, other }) => {
    expect(person.id).not.toBe(other.id);
    const task = await other.add({ title: 'Behind' });
    const open = await holdStreams(page.context());
    await page.goto(`${path.replace(':id', task.id)}?owner=${other.id}`);
    await expect(page.getByText('Behind').first()).toBeVisible();
    await other.change(task.id, { status: 'BLOCKED' });
    open();
    await expect(shown(page)).toContainText('Blocked');
  });
}

test('a change while no tab has the stream is shown', async ({ page, context, person, other }) => {
  expect(person.id).not.toBe(other.id);
  const task = await other.add({ title: 'Between' });
  await page.goto(`/tasks?owner=${other.id}`);
  await expect(page.getByRole('link', { name: 'Between' })).toBeVisible();
  const tab = await context.newPage();
  await tab.goto(`/tasks?owner=${other.id}`);
  await expect(tab.getByRole('link', { name: 'Between' })).toBeVisible();
  const open = await holdStreams(context);
  const taken = context.waitForEvent('request', (request) => request.url().endsWith('/api/v1/events'));
  await page.close();
  await taken;
  await other.change(task.id, { status: 'BLOCKED' });
  open();
  await expect(tab.getByRole('row').filter({ hasText: 'Between' })).toContainText('Blocked');
});

/** Holds every stream that is asked for until the function it returns is called. */
async function holdStreams(context: BrowserContext): Promise<() => void> {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  await context.route('**/api/v1/events', async (route) => {
    await opened;
    await route.continue();
  });
  return open;
}

import { expect, test } from '../support/test';

// The browser's zone in these tests.
const noon = (day: string) => `${day}T12:00:00+01:00`;

test('the calendar names its days with their tasks', async ({ page, person }) => {
  await person.add({ title: 'Pay rent', due_date: noon('2027-01-14') });
  await person.add({ title: 'Late show', due_date: '2027-01-15T23:30:00Z' });
  await page.goto('/calendar?owner=me&month=2027-01');
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'Thursday 14 January, 1 task', exact: true })).toContainText(
    'Pay rent',
  );
  // Half past midnight in Berlin.
  await expect(page.getByRole('gridcell', { name: 'Saturday 16 January, 1 task' })).toContainText('Late show');
  await expect(page.getByRole('gridcell', { name: 'Friday 15 January, 0 tasks' })).toBeVisible();
});

test('a task is dragged to another day and keeps its time', async ({ page, person }) => {
  const task = await person.add({ title: 'Pay rent', due_date: noon('2027-01-14') });
  await page.goto('/calendar?owner=me&month=2027-01');
  await page
    .getByRole('link', { name: 'Pay rent' })
    .dragTo(page.getByRole('gridcell', { name: /^Wednesday 20 January/ }));
  await expect(page.getByRole('gridcell', { name: 'Wednesday 20 January, 1 task' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).due_date).toBe('2027-01-20T11:00:00.000Z');
});

test('a task moves by keys and days are walked by arrows', async ({ page, person }) => {
  const task = await person.add({ title: 'Pay rent', due_date: noon('2027-01-31') });
  await page.goto('/calendar?owner=me&month=2027-01');
  await page.getByRole('link', { name: 'Pay rent' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('gridcell', { name: 'Sunday 24 January, 1 task' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).due_date).toBe('2027-01-24T11:00:00.000Z');
  await page.getByRole('gridcell', { name: /^Sunday 31 January/ }).focus();
  for (let day = 0; day < 7; day++) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('gridcell', { name: /^Sunday 7 February/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'February 2027' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /^Monday 8 February/ })).toBeFocused();
});

test('a task that is moved by keys keeps the focus', async ({ page, person }) => {
  const task = await person.add({ title: 'Pay rent', due_date: noon('2027-01-13') });
  for (const title of ['One', 'Two', 'Three'])
    await person.add({ title, due_date: noon('2027-01-16').replace('T12', 'T09') });
  await page.goto('/calendar?owner=me&month=2027-01');
  const link = page.getByRole('link', { name: 'Pay rent' });
  await link.focus();
  for (const day of ['Thursday 14 January, 1 task', 'Friday 15 January, 1 task']) {
    await page.keyboard.press('Alt+ArrowRight');
    await expect(page.getByRole('gridcell', { name: day }).getByRole('link', { name: 'Pay rent' })).toBeFocused();
  }
  // Among many tasks of a day it has no link.
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('gridcell', { name: 'Saturday 16 January, 4 tasks' })).toBeFocused();
  await expect.poll(async () => (await person.get(task.id)).due_date).toBe('2027-01-16T11:00:00.000Z');
});

test('the months turn and the address says which one is shown', async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  await page.goto('/calendar?month=2027-13');
  await page.goto('/calendar?month=2027-01');
  await page.getByRole('button', { name: 'Next month' }).click();
  await expect(page).toHaveURL(/month=2027-02/);
  await page.keyboard.press('[');
  await expect(page).toHaveURL(/month=2027-01/);
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(page).toHaveURL(/\/calendar$/);
});

test('overdue tasks and tasks without a date have a place', async ({ page, person }) => {
  await person.add({ title: 'Forgotten', due_date: '2020-01-01T12:00:00Z' });
  await person.add({ title: 'Some day' });
  await page.goto('/calendar?owner=me');
  const undated = page.getByRole('complementary', { name: 'No date' });
  await undated.getByRole('button', { name: 'Show' }).click();
  await expect(undated).toContainText('Some day');
  await page.getByRole('link', { name: '1 overdue' }).click();
  await expect(page.getByRole('link', { name: 'Forgotten' })).toBeVisible();
  await expect(page).toHaveURL(/owner=me&due=overdue/);
});

test('a task without a date is dragged to a day and stays there, and undo brings it back', async ({ page, person }) => {
  const task = await person.add({ title: 'Some day' });
  await page.goto('/calendar?owner=me&month=2027-01');
  const undated = page.getByRole('complementary', { name: 'No date' });
  await undated.getByRole('button', { name: 'Show' }).click();
  await undated
    .getByRole('link', { name: 'Some day' })
    .dragTo(page.getByRole('gridcell', { name: /^Wednesday 20 January/ }));
  await expect(page.getByRole('gridcell', { name: 'Wednesday 20 January, 1 task' })).toContainText('Some day');
  await expect(undated).toContainText('Every task has a date.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(undated).toContainText('Some day');
  await expect(page.getByRole('gridcell', { name: 'Wednesday 20 January, 0 tasks' })).toBeVisible();
  expect((await person.get(task.id)).due_date).toBeNull();
});

test('a task that gets a date in the panel comes to its day', async ({ page, person }) => {
  await person.add({ title: 'Some day' });
  await page.goto('/calendar?owner=me&month=2027-01');
  const undated = page.getByRole('complementary', { name: 'No date' });
  await undated.getByRole('button', { name: 'Show' }).click();
  await undated.getByRole('link', { name: 'Some day' }).click();
  await page.getByRole('button', { name: /^Due:/ }).click();
  await page.getByRole('textbox', { name: 'In words' }).fill('20 January 2027');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell', { name: 'Wednesday 20 January, 1 task' })).toContainText('Some day');
});

test('of 101 tasks without a date more than the last one are shown', async ({ page, person }) => {
  await Promise.all(Array.from({ length: 101 }, (_, index) => person.add({ title: `Some day ${index}` })));
  await page.goto('/calendar?owner=me');
  const undated = page.getByRole('complementary', { name: 'No date' });
  await undated.getByRole('button', { name: 'Show' }).click();
  await expect(undated.getByRole('listitem')).toHaveCount(51);
});

test('tasks that move up when others leave a full month are shown with the next ones', async ({ page, person }) => {
  const tasks = await Promise.all(
    Array.from({ length: 120 }, (_, index) =>
      person.add({
        title: `Due ${index}`,
        due_date: noon(`2027-01-${String(1 + Math.floor(index / 4)).padStart(2, '0')}`),
      }),
    ),
  );
  await page.goto('/calendar?owner=me&month=2027-01');
  await expect(page.getByRole('gridcell', { name: 'Sunday 3 January, 4 tasks' })).toBeVisible();
  for (const { id } of tasks.slice(8, 10)) await person.change(id, { due_date: noon('2027-03-01') });
  await expect(page.getByRole('gridcell', { name: 'Sunday 3 January, 2 tasks' })).toBeVisible();
  await page.getByRole('button', { name: 'Show 20 more' }).click();
  await expect(page.getByRole('gridcell', { name: 'Tuesday 26 January, 4 tasks' })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'Saturday 30 January, 4 tasks' })).toBeVisible();
});

test('a phone shows the agenda', async ({ page, person }) => {
  await person.add({ title: 'Pay rent', due_date: noon('2027-01-14') });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/calendar?owner=me&month=2027-01');
  await expect(page.getByRole('region', { name: 'Thursday 14 January, 1 task' })).toContainText('Pay rent');
});

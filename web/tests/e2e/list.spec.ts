import { expect, test } from '../support/test';

test('the list finds tasks while one types', async ({ page, person }) => {
  await person.add({ title: 'Rent for the studio' });
  await person.add({ title: 'Paint the fence' });
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('status').filter({ hasText: '2 tasks' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('studio ');
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rent for the studio' })).toBeVisible();
  await expect(page).toHaveURL(/\?search=studio&owner=me$/);
});

test('filters stand in the address and survive a reload', async ({ page, person }) => {
  await person.add({ title: 'Blocked one', status: 'BLOCKED', priority: 'HIGH', tags: ['alpha'] });
  await person.add({ title: 'Open one' });
  await page.goto('/tasks?owner=me');
  await page.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('checkbox', { name: 'Blocked', exact: true }).check();
  await expect(page.getByRole('status').filter({ hasText: '1 task' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('checkbox', { name: 'alpha', exact: true }).check();
  await page.reload();
  await expect(page).toHaveURL(/status=BLOCKED&tags=alpha&owner=me$/);
  await expect(page.getByRole('link', { name: 'Blocked one' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test('an empty list offers each of its filters for removal', async ({ page, person }) => {
  await person.add({ title: 'Open one' });
  await page.goto('/tasks?status=BLOCKED&tags=alpha&owner=me');
  await expect(page.getByText('No tasks match.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Clear filters' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Remove filter #alpha' }).click();
  await page.getByRole('button', { name: 'Remove filter Blocked' }).click();
  await expect(page.getByRole('link', { name: 'Open one' })).toBeVisible();
  await expect(page).toHaveURL(/\/tasks\?owner=me$/);
});

test('bad values in the address are dropped', async ({ page, person }) => {
  await person.add({ title: 'One task' });
  await page.goto('/tasks?status=FOO,DONE&page=0&due_from=31-12&owner=me&colour=red');
  await expect(page).toHaveURL(/\/tasks\?status=DONE&owner=me$/);
  await page.goto('/tasks?owner=me&page=99');
  await expect(page.getByRole('link', { name: 'One task' })).toBeVisible();
  await expect(page).toHaveURL(/\/tasks\?owner=me$/);
});

test('the list sorts both ways and turns pages', async ({ page, person }) => {
  await person.addMany(25, 'Row');
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('button', { name: 'Previous page' })).toBeDisabled();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByText('Page 2 of 2')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
  await page.goBack();
  await expect(page.getByText('Page 1 of 2')).toBeVisible();
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('title:asc');
  await expect(page.getByRole('row').nth(1).getByRole('link')).toHaveText('Row 1');
  await page.getByRole('combobox', { name: 'Sort' }).selectOption('title:desc');
  await expect(page.getByRole('row').nth(1).getByRole('link')).toHaveText('Row 9');
});

test('markup in a title is text', async ({ page, person }) => {
  await person.add({ title: '<img src=x onerror=alert(1)>' });
  await page.goto('/tasks?owner=me');
  await expect(page.getByRole('link', { name: '<img src=x onerror=alert(1)>' })).toBeVisible();
});

test('a page left open over midnight counts its days anew', async ({ page, person }) => {
  await page.clock.install({ time: '2027-01-14T10:00:00Z' });
  await person.add({ title: 'Water the plants', due_date: '2027-01-15T15:00:00Z' });
  await page.goto('/tasks?owner=me&sort=due_date:asc');
  const row = page.getByRole('row', { name: 'Water the plants' });
  await expect(row.getByText('tomorrow, 16:00')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Tomorrow' })).toBeVisible();
  await page.clock.fastForward('24:00:00');
  await expect(row.getByText('today, 16:00')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Today' })).toBeVisible();
});

test('a task opened while the address of its list is put right stays open', async ({ other, otherPage }) => {
  await other.addMany(19, 'Card');
  const first = await other.add({
    title: 'Paint the fence',
    description: 'In green',
    due_date: '2020-01-01T12:00:00Z',
  });
  // The first visit of a browser, which has the rows in its first render.
  await otherPage.goto('/tasks?sort=due_date%3Aasc&owner=me');
  await otherPage.getByRole('link', { name: 'Paint the fence' }).click();
  await expect(otherPage.getByText('In green')).toBeVisible();
  await expect(otherPage).toHaveURL(new RegExp(`/tasks/${first.id}$`));
});

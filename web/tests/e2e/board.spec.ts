import { expect, test } from '../support/test';

test('a card moves by drag and the move can be undone', async ({ page, person }) => {
  const task = await person.add({ title: 'Paint the fence' });
  await page.goto('/board?owner=me');
  const card = page.getByRole('listitem').filter({ hasText: 'Paint the fence' });
  await card.getByText('Medium').dragTo(page.getByRole('region', { name: /^Done,/ }));
  await expect(page.getByRole('region', { name: 'Done, 1 task' })).toContainText('Paint the fence');
  await expect(page.getByRole('region', { name: 'To do, 0 tasks' })).toBeVisible();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('DONE');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Paint the fence');
  await expect.poll(async () => (await person.get(task.id)).status).toBe('TODO');
});

test('cards that move up when others are moved away are shown with the next ones', async ({ page, person }) => {
  await Promise.all(Array.from({ length: 60 }, (_, index) => person.add({ title: `Card ${index}` })));
  await page.goto('/board?owner=me');
  const column = page.getByRole('region', { name: /^To do,/ });
  await expect(column.locator('[data-task]')).toHaveCount(50);
  for (const count of ['1 task', '2 tasks', '3 tasks']) {
    await column
      .getByRole('button', { name: /^Move / })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Move to Done' }).click();
    await expect(page.getByRole('region', { name: `Done, ${count}` })).toBeVisible();
  }
  await column.getByRole('button', { name: 'Show 50 more' }).click();
  await expect(page.getByRole('region', { name: 'To do, 57 tasks' }).locator('[data-task]')).toHaveCount(57);
  await expect(column.getByRole('button', { name: 'Show 50 more' })).toHaveCount(0);
});

test('a card moves by its menu and by keys', async ({ page, person }) => {
  const task = await person.add({ title: 'Paint the fence' });
  await page.goto('/board?owner=me');
  await page.getByRole('button', { name: 'Move Paint the fence' }).click();
  await page.getByRole('menuitem', { name: 'Move to In progress' }).click();
  await expect(page.getByRole('region', { name: 'In progress, 1 task' })).toBeVisible();
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('region', { name: 'Blocked, 1 task' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Paint the fence' })).toBeFocused();
  await expect.poll(async () => (await person.get(task.id)).status).toBe('BLOCKED');
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Move to Done' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Done, 1 task' })).toBeVisible();
});

test('moves of a card reach the server in their order', async ({ page, person }) => {
  const task = await person.add({ title: 'Paint the fence' });
  const order: string[] = [];
  await page.route('**/api/v1/tasks/*', async (route) => {
    const { status } = (route.request().postDataJSON() ?? {}) as { status?: string };
    if (!status) return route.continue();
    order.push(`${status} sent`);
    // The first of two requests at the same time would come last.
    await page.waitForTimeout(order.length === 1 ? 600 : 0);
    const response = await route.fetch();
    order.push(`${status} answered`);
    await route.fulfill({ response });
  });
  await page.goto('/board?owner=me');
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('region', { name: 'Blocked, 1 task' })).toBeVisible();
  await expect
    .poll(() => order)
    .toEqual(['IN_PROGRESS sent', 'IN_PROGRESS answered', 'BLOCKED sent', 'BLOCKED answered']);
  expect((await person.get(task.id)).status).toBe('BLOCKED');
  await expect(page.getByRole('region', { name: 'Blocked, 1 task' })).toBeVisible();
});

test('a card whose moves are all refused is back where it was', async ({ page, person, expected }) => {
  expected.push('500');
  await person.add({ title: 'Paint the fence' });
  let refused = 0;
  await page.route('**/api/v1/tasks/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    await page.waitForTimeout(300);
    refused++;
    await route.fulfill({ status: 500, body: '<html>broken</html>' });
  });
  await page.goto('/board?owner=me');
  await page.getByRole('link', { name: 'Paint the fence' }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('region', { name: 'Blocked, 1 task' })).toBeVisible();
  await expect.poll(() => refused).toBe(2);
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Paint the fence');
});

test('a refused move puts the card back and says so', async ({ page, person, expected }) => {
  expected.push('500');
  await person.add({ title: 'Paint the fence' });
  await page.route('**/api/v1/tasks/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 500, body: '<html>broken</html>' })
      : route.continue(),
  );
  await page.goto('/board?owner=me');
  await page.getByRole('button', { name: 'Move Paint the fence' }).click();
  await page.getByRole('menuitem', { name: 'Move to Done' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The task was not changed' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'To do, 1 task' })).toContainText('Paint the fence');
});

test('a card of somebody else stays where it is', async ({ page, person, other }) => {
  expect(person.id).not.toBe(other.id);
  await other.add({ title: 'Their task' });
  await page.goto(`/board?owner=${other.id}`);
  await expect(page.getByRole('img', { name: `Owner: ${other.email}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Move Their task' })).toHaveCount(0);
});

test('a column loads fifty cards at a time', async ({ page, person }) => {
  await person.addMany(52, 'Card');
  await page.goto('/board?owner=me');
  const column = page.getByRole('region', { name: 'To do, 52 tasks' });
  await expect(column.getByRole('link', { name: /^Card/ })).toHaveCount(50);
  await column.getByRole('button', { name: 'Show 50 more' }).click();
  await expect(column.getByRole('link', { name: /^Card/ })).toHaveCount(52);
});

test('a phone shows one column with tabs', async ({ page, person }) => {
  await person.add({ title: 'Stuck', status: 'BLOCKED' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/board?owner=me');
  await page.getByRole('tab', { name: 'Blocked 1' }).click();
  await page.getByRole('button', { name: 'Move Stuck' }).click();
  await page.getByRole('menuitem', { name: 'Move to Done' }).click();
  await expect(page.getByRole('tab', { name: 'Done 1' })).toBeVisible();
});

test('Alt with an arrow is the browser’s and the field’s unless a task has the focus', async ({ page, person }) => {
  await person.add({ title: 'Plan', due_date: '2027-01-14T11:00:00Z' });
  for (const address of ['/board?owner=me', '/calendar?owner=me&month=2027-01']) {
    await page.goto(address);
    const task = page.getByRole('link', { name: 'Plan' });
    await expect(task).toBeVisible();
    // Hears of each key after the page.
    await page.evaluate(() => {
      window.addEventListener('keydown', (event) => {
        if (event.key !== 'Alt') document.body.dataset.taken = String(event.defaultPrevented);
        event.preventDefault();
      });
    });
    const press = async (taken: boolean) => {
      await page.evaluate(() => delete document.body.dataset.taken);
      await page.keyboard.press('Alt+ArrowRight');
      await expect(page.locator('body')).toHaveAttribute('data-taken', String(taken));
    };
    await press(false);
    await page.getByRole('searchbox', { name: 'Search tasks' }).focus();
    await press(false);
    await task.focus();
    await press(true);
  }
});

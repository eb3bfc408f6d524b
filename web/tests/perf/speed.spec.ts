import type { Browser, Page } from '@playwright/test';
import { Person } from '../support/Person';
import { startServer } from '../support/server';
import { callsOfTenAdds } from '../support/tenAdds';
import { expect, test } from '../support/test';
import { addClocks, coldVisit, warmChange } from './clocks';
import { median, percentile, SpeedTable } from './SpeedTable';
import { requestsOfScreens } from './screenRequests';

const rounds = 9;
const pairs = 15;
const row = 'tbody tr a';
const card = 'li[data-task] a';
const day = '[role="grid"]';

test('The front end is as fast as it has to be', async ({ browser, request }) => {
  const table = new SpeedTable();
  const large = await startServer();
  try {
    const few = await Person.register(request);
    const many = await Person.register(request, null, undefined, large.address);
    await addTasks(few, 1000);
    await addTasks(many, 10_000);

    await lists(browser, few, many, table);
    table.add('first cards of the board, cold, 10,000 tasks', await coldBoard(browser, many), 1200);
    await screens(browser, many, table);

    await walk(browser, few, table);
    await liveTimes(browser, few, table);
    await bulkTimes(few, table);
    await requestCounts(browser, await Person.register(request), table);
  } finally {
    await large.stop();
  }

  console.log(`\n${table}\n`);
  expect(table.over, 'over budget').toEqual([]);
});

async function addTasks(person: Person, count: number): Promise<void> {
  const statuses = ['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE'] as const;
  const priorities = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
  let next = 1;
  const add = async () => {
    while (next <= count) {
      const index = next++;
      await person.add({
        title: `Measured task ${index}`,
        status: statuses[index % 4] ?? 'TODO',
        priority: priorities[index % 3] ?? 'LOW',
        tags: index % 2 ? ['home', 'garden'] : ['office'],
        due_date: index % 5 ? new Date(Date.now() + (index - 200) * 3_600_000).toISOString() : null,
      });
    }
  };
  await Promise.all([add(), add(), add(), add()]);
}

async function open(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: person.server });
  await addClocks(context);
  const page = await context.newPage();
  await person.logInOn(page);
  return page;
}

async function cold(browser: Browser, person: Person, path: string, selector: string): Promise<number> {
  const page = await open(browser, person);
  const time = await coldVisit(page, path, selector);
  await page.context().close();
  return time;
}

/** In turns, because the speed of a machine changes within minutes by more than the lists may differ. */
async function lists(browser: Browser, few: Person, many: Person, table: SpeedTable): Promise<void> {
  const times: { few: number[]; many: number[] } = { few: [], many: [] };
  const people = { few, many };
  for (let round = 0; round < pairs; round++) {
    for (const name of round % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const)) {
      times[name].push(await cold(browser, people[name], '/tasks', row));
    }
  }
  table.add('first rows of /tasks, cold, 1,000 tasks', median(times.few), 1000);
  table.add('the same with 10,000 tasks, to that with 1,000', median(times.many) / median(times.few), 1.2, '×');
}

async function coldBoard(browser: Browser, person: Person): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await cold(browser, person, '/board', card));
  return median(times);
}

async function screens(browser: Browser, person: Person, table: SpeedTable): Promise<void> {
  const page = await open(browser, person);
  await coldVisit(page, '/tasks', row);
  const places = [
    ['/board', card],
    ['/calendar', day],
    ['/tasks', row],
  ] as const;
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const [link, selector] of places) {
      const time = await warmChange(page, link, selector);
      // The first round loads the screens.
      if (round > 0) times.push(time);
    }
  }
  table.add('another screen, warm, 10,000 tasks', percentile(times, 0.95), 300);
  await page.context().close();
}

/** What somebody does in a minute: search, filter, open, change, add, move. */
async function walk(browser: Browser, person: Person, table: SpeedTable): Promise<void> {
  const page = await open(browser, person);
  await coldVisit(page, '/tasks', row);
  await page.getByRole('textbox', { name: 'Quick add' }).pressSequentially('Pay rent tomorrow 9am #home !high');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').pressSequentially('Measured task 99');
  await expect(page.getByRole('link', { name: 'Measured task 990' })).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('checkbox', { name: 'To do' }).click();
  await page.keyboard.press('Escape');
  await page.locator(row).nth(3).click();
  await page.getByRole('region').getByRole('heading', { level: 2 }).first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Board' }).click();
  await page.locator(card).first().waitFor();
  table.add('longest frame while a card is dragged', await drag(page), 34);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Calendar' }).click();
  await page.locator(day).waitFor();
  await page.getByRole('button', { name: 'Next month' }).click();
  await page.waitForTimeout(1000);
  const [interactions, shift] = await page.evaluate(() => [[...window.interactions.values()], window.shift] as const);
  table.add('INP over a walk, 98th percentile', percentile(interactions, 0.98), 200);
  table.add('CLS over a walk', shift, 0.05, '');
  await page.context().close();
}

async function drag(page: Page): Promise<number> {
  const box = await page.locator('li[data-task]').first().boundingBox();
  if (!box) throw new Error('The board has no card.');
  const y = box.y + box.height - 6;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.evaluate(() => {
    (window as unknown as { stopFrames: () => number }).stopFrames = window.longestFrame();
  });
  for (let step = 0; step < 60; step++) await page.mouse.move(box.x + box.width / 2 + step * 8, y + step);
  const longest = await page.evaluate(() => (window as unknown as { stopFrames: () => number }).stopFrames());
  await page.mouse.up();
  return longest;
}

async function liveTimes(browser: Browser, person: Person, table: SpeedTable): Promise<void> {
  const page = await open(browser, person);
  const mine = await person.add({ title: 'Watched 0', priority: 'CRITICAL' });
  await coldVisit(page, '/tasks?search=Watched', row);
  const times: number[] = [];
  for (let round = 1; round <= 8; round++) {
    // Visible lists are asked for at most ten times a minute.
    await page.waitForTimeout(6500);
    const start = performance.now();
    await person.change(mine.id, { title: `Watched ${round}` });
    await page.getByRole('link', { name: `Watched ${round}` }).waitFor();
    times.push(performance.now() - start);
  }
  table.add('a change on the page of somebody else, 95th percentile', percentile(times, 0.95), 2000);

  let requests = 0;
  page.on('request', (sent) => {
    if (sent.url().includes('/api/v1/')) requests++;
  });
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    await person.change(mine.id, { title: `Watched ${Date.now()}` });
    await page.waitForTimeout(300);
  }
  table.add('requests of a page in a minute full of changes', requests, 10, '');
  await page.context().close();
}

async function requestCounts(browser: Browser, person: Person, table: SpeedTable): Promise<void> {
  const page = await open(browser, person);
  const task = await person.add({ title: 'Counted' });
  const [board, others] = await requestsOfScreens(page, task.id);
  table.add('requests of the board', board, 6, '');
  table.add('most requests of another screen', others, 4, '');
  table.add('requests of ten quick adds', (await callsOfTenAdds(page)).length, 12, '');
  await page.context().close();
}

async function bulkTimes(person: Person, table: SpeedTable): Promise<void> {
  const times: number[] = [];
  const ids = (await person.addMany(100, 'Bulk')).map(({ id }) => id);
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await person.call('POST', '/tasks/bulk', { ids, change: { status: round % 2 ? 'TODO' : 'DONE' } });
    times.push(performance.now() - start);
  }
  table.add('a bulk change of 100 tasks, at the API', median(times), 500);
}

import type { Person } from '../support/Person';
import { callsOfTenAdds } from '../support/tenAdds';
import { expect, type Page, test } from '../support/test';
import { countTraffic } from '../support/traffic';

/** Every page with its heading. */
const pages = [
  { path: '/tasks', opens: 'Tasks' },
  { path: '/board', opens: 'Board' },
  { path: '/calendar', opens: 'Calendar' },
  { path: '/tasks/new', opens: 'New task' },
  { path: '/tasks/:id', opens: 'Measured' },
  { path: '/tasks/:id/edit', opens: 'Edit task' },
  { path: '/preferences', opens: 'Preferences' },
  { path: '/change-password', opens: 'Change password' },
];

test.describe('the requests to the API', () => {
  const open = (page: Page, path: string) => page.goto(path);

  for (const { path, opens } of pages) {
    const most = path === '/board' ? 6 : 4;
    test(`of a later visit to ${path} are at most ${most}`, async ({ page, person }) => {
      const task = await add(person);
      const traffic = countTraffic(page);
      await open(page, '/tasks');
      await traffic.settled();
      // What the browser keeps is written 2 s after it came.
      await page.waitForTimeout(2500);
      traffic.forget();
      await open(page, path.replace(':id', task));
      await expect(page.getByRole('heading', { level: 1, name: opens })).toBeVisible();
      const api = await traffic.calls();
      expect(api.length, api.join('\n')).toBeLessThanOrEqual(most);
    });
  }

  test('of a first visit to the list are at most 4', async ({ page, person }) => {
    await add(person);
    const traffic = countTraffic(page);
    await open(page, '/tasks');
    await expect(page.getByRole('link', { name: 'Measured' }).first()).toBeVisible();
    const api = await traffic.calls();
    expect(api.length, api.join('\n')).toBeLessThanOrEqual(4);
  });

  for (const [path, first] of [
    ['/tasks?owner=me', 'GET /api/v1/tasks?owner=me'],
    [
      '/board?status=BLOCKED',
      'GET /api/v1/tasks?sort=priority%3Adesc%2Cdue_date%3Aasc&page_size=50&page=1&status=BLOCKED',
    ],
  ] as const) {
    test(`of a first visit to ${path} begin with the stream and its tasks`, async ({ page, person }) => {
      await add(person);
      const traffic = countTraffic(page);
      await open(page, path);
      expect((await traffic.calls()).slice(0, 2)).toEqual(['GET /api/v1/events', first]);
    });
  }

  for (const [path, most] of [
    ['/board', 6],
    ['/calendar', 4],
  ] as const) {
    test(`of a first visit to ${path} behind the login are at most ${most}`, async ({ page, other }) => {
      await add(other);
      await open(page, `${path}?owner=me`);
      await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
      const traffic = countTraffic(page);
      await other.typeLogin(page);
      await expect(page.getByRole('button', { name: `Account of ${other.email}` })).toBeVisible();
      // The login itself asks who has logged in.
      const api = (await traffic.calls()).filter((call) => !call.includes('/auth/'));
      expect(api.length, api.join('\n')).toBeLessThanOrEqual(most);
    });
  }

  for (const [path, most] of [
    ['/tasks', 4],
    ['/board', 6],
    ['/calendar', 4],
  ] as const) {
    test(`of a visit to ${path} with nothing on the device but the session are at most ${most}`, async ({
      page,
      person,
      otherPage,
    }) => {
      await add(person);
      await open(page, '/tasks');
      await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
      const kept = await page.evaluate(() => ({ ...localStorage }));
      await open(otherPage, '/login');
      const traffic = countTraffic(otherPage);
      // The stream of the user before ends with the page.
      await traffic.settled();
      await otherPage.evaluate((values) => Object.assign(localStorage, values), kept);
      traffic.forget();
      await open(otherPage, path);
      await expect(otherPage.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
      const api = await traffic.calls();
      expect(api.length, api.join('\n')).toBeLessThanOrEqual(most);
    });
  }

  test('of a full month are at most 4, until its other tasks are asked for', async ({ page, person }) => {
    await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        person.add({
          title: `Due ${index}`,
          due_date: `2027-01-${String(1 + Math.floor(index / 4)).padStart(2, '0')}T12:00:00Z`,
        }),
      ),
    );
    await open(page, '/preferences');
    const traffic = countTraffic(page);
    await traffic.settled();
    await page.waitForTimeout(2500);
    traffic.forget();
    await open(page, '/calendar?owner=me&month=2027-01');
    await expect(page.getByRole('gridcell', { name: 'Sunday 3 January, 4 tasks' })).toBeVisible();
    await expect(page.getByRole('gridcell', { name: 'Thursday 28 January, 0 or more tasks' })).toBeVisible();
    const api = await traffic.calls();
    expect(api.length, api.join('\n')).toBeLessThanOrEqual(4);
    await expect(page.getByText('20 more tasks are due from 25 January on.')).toBeVisible();
    await page.getByRole('button', { name: 'Show 20 more' }).click();
    await expect(page.getByRole('gridcell', { name: 'Thursday 28 January, 4 tasks' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Show 20 more' })).toBeHidden();
  });

  test('of going from screen to screen are at most 4, of the board 6', async ({ page, person }) => {
    await add(person);
    const traffic = countTraffic(page);
    await open(page, '/tasks');
    for (const [name, most] of [
      ['Board', 6],
      ['Calendar', 4],
      ['Tasks', 4],
    ] as const) {
      await traffic.settled();
      traffic.forget();
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      const api = await traffic.calls();
      expect(api.length, api.join('\n')).toBeLessThanOrEqual(most);
    }
  });

  test('of ten quick adds are at most 12', async ({ page, person }) => {
    await add(person);
    const api = await callsOfTenAdds(page);
    expect(api.length, api.join('\n')).toBeLessThanOrEqual(12);
  });

  async function add(person: Person): Promise<string> {
    return (await person.add({ title: 'Measured', description: 'With **markdown**.' })).id;
  }
});

import { gzipSync } from 'node:zlib';
import { expect, test } from '../support/test';
import { countTraffic, type Traffic } from '../support/traffic';

const kilobyte = 1000;
const otherPages = 230;

/** Every page with what its first visit may cost in JavaScript, in KB after gzip. */
const pages = [
  { path: '/tasks', budget: 240, opens: 'Tasks' },
  { path: '/board', budget: otherPages, opens: 'Board' },
  { path: '/calendar', budget: otherPages, opens: 'Calendar' },
  { path: '/tasks/new', budget: otherPages, opens: 'New task' },
  { path: '/tasks/:id', budget: otherPages, opens: 'Measured' },
  { path: '/tasks/:id/edit', budget: otherPages, opens: 'Edit task' },
  { path: '/preferences', budget: otherPages, opens: 'Preferences' },
  { path: '/change-password', budget: otherPages, opens: 'Change password' },
];

test.describe('the size of a first visit', () => {
  test('of the login page is within its budget', async ({ page }) => {
    const traffic = countTraffic(page);
    await page.goto('/login');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    check('/login', await traffic.read(), 150);
  });

  for (const { path, budget, opens } of pages) {
    test(`of ${path} is within its budget`, async ({ page, person }) => {
      const task = await person.add({ title: 'Measured', description: 'With **markdown**.', due_date: null });
      const traffic = countTraffic(page);
      await page.goto(path.replace(':id', task.id));
      await expect(page.getByRole('heading', { level: 1, name: opens })).toBeVisible();
      // The dates of quick add are loaded when somebody types there.
      if (path === '/tasks') await page.getByRole('textbox', { name: 'Quick add' }).fill('Pay rent tomorrow');
      check(path, await traffic.read(), budget);
    });
  }

  test('of all pages together is within its budget', async ({ page, request }) => {
    const worker = await (await request.get(`${process.env.BASE_URL}/sw.js`)).text();
    const files = [...new Set(worker.match(/assets\/[\w.-]+\.js/g))];
    expect(files.length).toBeGreaterThan(5);
    await page.goto('/login');
    let total = 0;
    for (const file of files) {
      const answer = await request.get(`${process.env.BASE_URL}/${file}`);
      total += gzipSync(await answer.body(), { level: 9 }).length;
    }
    console.log(`everything: ${(total / kilobyte).toFixed(1)} KB of 350 in ${files.length} scripts`);
    expect(total / kilobyte).toBeLessThanOrEqual(350);
  });

  function check(path: string, traffic: Traffic, budget: number) {
    const [scripts, styles, fonts] = [traffic.scripts, traffic.styles, traffic.fonts].map((bytes) => bytes / kilobyte);
    console.log(
      `${path}: JavaScript ${scripts?.toFixed(1)} KB of ${budget}, CSS ${styles?.toFixed(1)} of 20, fonts ${fonts?.toFixed(1)} of 50, ${traffic.requests.length} requests of 30`,
    );
    expect.soft(scripts, 'KB of JavaScript').toBeLessThanOrEqual(budget);
    expect.soft(styles, 'KB of CSS').toBeLessThanOrEqual(20);
    expect.soft(fonts, 'KB of fonts').toBeLessThanOrEqual(50);
    expect.soft(traffic.requests.length, traffic.requests.join('\n')).toBeLessThanOrEqual(30);
  }
});

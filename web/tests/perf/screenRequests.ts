import { expect, type Page } from '../support/test';
import { countTraffic } from '../support/traffic';

const screens = [
  '/tasks',
  '/calendar',
  '/tasks/new',
  '/tasks/:id',
  '/tasks/:id/edit',
  '/preferences',
  '/change-password',
];

/** What the API is asked when the screens are opened again: by the board, and by the one of the others that asks most. */
export async function requestsOfScreens(page: Page, task: string): Promise<[board: number, others: number]> {
  const traffic = countTraffic(page);
  const count = async (path: string) => {
    traffic.forget();
    await page.goto(path.replace(':id', task));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    return (await traffic.calls()).length;
  };
  await count('/tasks');
  // What the browser keeps is written 2 s after it came.
  await page.waitForTimeout(2500);
  const others: number[] = [];
  for (const path of screens) others.push(await count(path));
  return [await count('/board'), Math.max(...others)];
}

import { expect, type Page } from './test';
import { countTraffic } from './traffic';

/** What the API is asked by ten quick adds to a list of one's own: other tests change tasks of the list of everybody. */
export async function callsOfTenAdds(page: Page): Promise<string[]> {
  const traffic = countTraffic(page);
  await page.goto('/tasks?owner=me');
  const field = page.getByRole('textbox', { name: 'Quick add' });
  // Loads what reads the line.
  await field.fill('Nothing yet');
  await traffic.settled();
  traffic.forget();
  for (let index = 1; index <= 10; index++) {
    await field.fill(`Quick task ${index} #home tomorrow`);
    await field.press('Enter');
    await expect(field).toHaveValue('');
  }
  await expect(page.getByRole('link', { name: 'Quick task 10' }).first()).toBeVisible();
  return traffic.calls();
}

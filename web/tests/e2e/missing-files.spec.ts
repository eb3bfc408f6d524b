import { expect, type Page, test } from '../support/test';

test.beforeEach(({ expected }) => void expected.push('ERR_FAILED', 'TypeError'));

/** Lets the files of this name be missing, as without a network or after a new version; returns how to end it. */
async function miss(page: Page, name: string): Promise<() => Promise<void>> {
  const files = `**/assets/${name}-*.js`;
  await page.route(files, (route) => route.abort());
  return () => page.unroute(files);
}

for (const [dialog, file, key] of [
  ['Commands', 'Palette', 'Control+k'],
  ['Keyboard shortcuts', 'KeySheet', '?'],
  ['Quick add', 'QuickAddDialog', 'q'],
] as const) {
  test(`the dialog “${dialog}” that cannot be loaded leaves the page and opens later`, async ({ page, person }) => {
    const end = await miss(page, file);
    await page.goto('/preferences');
    await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
    await page.keyboard.press(key);
    await expect(page.getByRole('alert')).toHaveText('The dialog was not loaded.');
    await expect(page.getByRole('heading', { level: 1, name: 'Preferences' })).toBeVisible();
    await end();
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
  });
}

for (const [path, file] of [
  ['/login', 'LoginPage'],
  ['/register', 'RegisterPage'],
] as const) {
  test(`${path} that cannot be loaded says so and can be reloaded`, async ({ page }) => {
    const end = await miss(page, file);
    await page.goto(path);
    await expect(page.getByRole('alert')).toContainText('Something broke here');
    await end();
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeVisible();
  });
}

test('the frame that cannot be loaded says so and can be reloaded', async ({ page, person }) => {
  const end = await miss(page, 'frame');
  await page.goto('/tasks');
  await expect(page.getByRole('alert')).toContainText('Something broke here');
  await end();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('button', { name: `Account of ${person.email}` })).toBeVisible();
});

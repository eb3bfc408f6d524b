import { expect, type Locator, type Page } from './test';

/** Presses a key until the element has the focus, as somebody without a mouse does. */
export async function pressTo(page: Page, element: Locator, key: string): Promise<void> {
  await expect(element).toBeVisible();
  for (let step = 0; step < 80; step++) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came there.`);
}

export function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  return pressTo(page, element, key);
}

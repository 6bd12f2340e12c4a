import type { Locator, Page } from 'playwright-core';

const MOST_TABS = 60;

/** Presses Tab until the element has the focus. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    if (await to.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} tabs did not lead to ${to.toString()}`);
}

import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openBrowser } from '../browser.js';

const PICTURES = resolve('docs/images');
const PICTURE_MS = 4_000;
const LOOKS = [
  { suffix: '', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { suffix: '-dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { suffix: '-phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { suffix: '-phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
/** Those that the documentation shows; the others are only looked at. */
const KEPT = new Set(['console-live', 'console-why', 'console-quarantine', 'console-live-phone-dark']);

/** Takes every picture: those of the documentation in its place, the others into a folder. */
export async function takeAllPictures(url: string, others: string): Promise<void> {
  for (const { suffix, ...look } of LOOKS) await takePictures(url, look, (name) => join(KEPT.has(name + suffix) ? PICTURES : others, `${name}${suffix}.png`));
}

async function takePictures(url: string, look: Parameters<typeof openBrowser>[0], pathOf: (name: string) => string): Promise<void> {
  const browser = await openBrowser(look);
  try {
    const page = await browser.open(url);
    const take = (name: string) => page.screenshot({ path: pathOf(name) });
    await page.getByText('healthy').waitFor();
    await page.getByRole('row').nth(10).waitFor();
    await sleep(PICTURE_MS);
    await take('console-live');
    await page
      .getByRole('button', { name: /^explain/ })
      .nth(3)
      .click();
    await page.getByRole('dialog').getByText('the same again').waitFor();
    await page.getByRole('button', { name: 'events behind customer_avg_amount_1d' }).click();
    await take('console-why');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Quarantine' }).click();
    await page.getByRole('button', { name: 'open refund-3' }).click();
    await page.getByText('Try again as it was').waitFor();
    await take('console-quarantine');
    await page.getByRole('link', { name: 'Pipelines and runs' }).click();
    await page.getByText('What it computes').first().click();
    await page.getByRole('cell', { name: 'count() per customer over 1d' }).waitFor();
    await take('console-runs');
    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByRole('row').nth(1).waitFor();
    await take('console-models');
    expect(browser.errors).toEqual([]);
  } finally {
    await browser.close();
  }
}

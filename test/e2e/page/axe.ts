import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, rule by rule: roles, names, contrast, focus. It is evaluated in the page, which lets no foreign script in otherwise. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<axe.AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`));
}

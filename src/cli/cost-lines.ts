import type { Plan } from '../definition/index.js';
import { stateCosts } from '../processing/index.js';

const DAY_SECONDS = 86_400;

/** What the windows of a plan keep in memory, as text. */
export function costLines(plan: Plan): string[] {
  const costs = stateCosts(plan);
  if (costs.length === 0) return ['state: none, there are no windows'];
  return [
    'state, bytes a key:',
    ...costs.flatMap(({ group, formula, kept_seconds: kept, features }) => [
      `  ${group}: ${formula}; events of ${Math.round((kept / DAY_SECONDS) * 100) / 100} days`,
      ...features.map((feature) => `    ${feature.feature}: ${feature.formula}`),
    ]),
  ];
}

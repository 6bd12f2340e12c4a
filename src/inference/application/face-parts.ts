import type { RawRouteParts } from '../../platform/http/index.js';
import type { Scoring } from '../ports/scoring.port.js';

/** What the faces that take tensors are given. */
export interface FaceParts extends RawRouteParts {
  readonly scoring: Scoring;
  readonly ready: () => Promise<boolean>;
}

import type { GroupPlan } from '../../definition/index.js';
import type { ExactSeries } from './exact-series.js';
import { type ReadFor, type Reader, readerOf } from './read-windows.js';
import { FIRST_INPUT, type SeriesLayout } from './series-layout.js';
import type { WindowSums } from './window-sums.js';

/** How an aggregate is read: by its closure, or here, where a count or a sum of whole numbers lies ready. */
const BY_CLOSURE = 0;
const COUNT = 1;
const SUM = 2;
const MEAN = 3;

/**
 * Reads every aggregate of an open key, window after window. Counts, sums and means of decimals are most of what is read, and are read in
 * one loop over typed arrays: a call of a closure for each costs several times as much.
 */
export class GroupReads {
  readonly count: number;
  private readonly closures: readonly Reader[];
  private readonly kinds: Uint8Array;
  /** For each aggregate: doubles from the block to its edges, and from these to its sum. */
  private readonly edges: Int32Array;
  private readonly sums: Int32Array;
  private readonly scales: Float64Array;
  private readonly empties: Float64Array;

  constructor(layout: SeriesLayout, { windows, inputs }: GroupPlan, sums: WindowSums) {
    const reads = windows.flatMap(({ aggregates }, w) => aggregates.map((aggregate) => ({ aggregate, edge: layout.edges[layout.edgeOf[w]] })));
    this.count = reads.length;
    this.closures = reads.map(({ aggregate, edge }) => readerOf(layout, edge, aggregate, sums));
    this.kinds = Uint8Array.from(reads, ({ aggregate: { operation, input } }) => {
      if (operation === 'count' && (input < 0 || inputs[input].kind === 'decimal')) return COUNT;
      if (inputs[input]?.kind !== 'decimal') return BY_CLOSURE;
      return operation === 'sum' ? SUM : operation === 'mean' ? MEAN : BY_CLOSURE;
    });
    this.edges = Int32Array.from(reads, ({ edge }) => edge.at);
    this.sums = Int32Array.from(reads, ({ aggregate: { input }, edge }) => edge.sums.find(({ column }) => column === FIRST_INPUT + input)?.at ?? 0);
    this.scales = Float64Array.from(reads, ({ aggregate: { input } }) => layout.scale[input] ?? 1);
    this.empties = Float64Array.from(reads, ({ aggregate: { operation, empty } }) => empty ?? (operation === 'sum' ? 0 : NaN));
  }

  /** Of the open key, whose windows stand at `of.timeUs`, to `into` from `first`. */
  read(series: ExactSeries, of: ReadFor, into: Float64Array, first: number): void {
    const { kinds, edges, sums, scales, empties, closures } = this;
    const { d, block } = series;
    for (let i = 0; i < kinds.length; i++) {
      const at = block + edges[i];
      const low = d[at];
      const high = d[at + 1];
      const kind = kinds[i];
      if (kind === COUNT) {
        into[first + i] = high - low;
        continue;
      }
      const sum = d[at + sums[i]];
      // NaN marks a sum that is kept elsewhere.
      if (kind === BY_CLOSURE || Number.isNaN(sum)) into[first + i] = closures[i](series, low, high, at, of);
      else if (high === low) into[first + i] = empties[i];
      else into[first + i] = kind === SUM ? sum / scales[i] : sum / ((high - low) * scales[i]);
    }
  }
}

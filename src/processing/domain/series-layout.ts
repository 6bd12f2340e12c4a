import type { AggregateOperation, GroupPlan, InputPlan } from '../../definition/index.js';

/** Columns of a row before its inputs: event time (µs) and position in the log. */
export const TIME = 0;
export const POSITION = 1;
export const FIRST_INPUT = 2;

/** Fields at the head of a key's block: rows in use, room for rows, time that the windows stand at, time of the newest event that left by count. */
export const START = 0;
export const END = 1;
export const CAPACITY = 2;
export const STAND = 3;
export const CUT = 4;
const FIRST_EDGE = 5;

/** Partials that a sum has in the block: integers need one, as do squares of integers; the rest spills. */
const INTEGER_WIDTH = 1;
const DOUBLE_WIDTH = 3;

/** One exact sum of a pair of edges. */
export interface SumLayout {
  /** Column of the row that is summed. */
  readonly column: number;
  /** What an outcome that is not known counts as; NaN: not at all. */
  readonly unknown: number;
  /** Doubles from the edges to the sum. */
  readonly at: number;
  readonly width: number;
  /** Number of the sum among all of a key. */
  readonly id: number;
}

/** Windows of one length and delay share their edges and what is summed between them. */
export interface EdgeLayout {
  readonly overUs: number;
  readonly delayUs: number;
  /** Doubles from the block's beginning; first the row number of the low edge, then that of the high edge. */
  readonly at: number;
  readonly sums: readonly SumLayout[];
  /** Nothing is kept but sums of whole numbers that every row has. */
  readonly plain: boolean;
  readonly squares: readonly SumLayout[];
  /** Counts of the values that are known, of inputs that need not be. */
  readonly known: readonly SumLayout[];
  /** Columns whose distinct values are counted, with the number of the count among all of a key. */
  readonly distinct: readonly { readonly column: number; readonly id: number }[];
}

/** What all keys of a group share, worked out once. */
export interface SeriesLayout {
  /** Doubles in a row: time, position, inputs, then for each outcome read here the number of the event's match value. */
  readonly stride: number;
  readonly firstMatch: number;
  /** Doubles before the rows. */
  readonly head: number;
  readonly edges: readonly EdgeLayout[];
  /** For each window of the plan, its edges. */
  readonly edgeOf: readonly number[];
  readonly sums: number;
  readonly distincts: number;
  /** Inputs whose minimum or maximum is asked for, each once. */
  readonly extremes: readonly { readonly operation: 'min' | 'max'; readonly input: number }[];
  /** For each input: its power of ten, and what an outcome not known counts as (NaN: not at all). */
  readonly scale: readonly number[];
  readonly unknown: readonly number[];
}

export function isInteger(input: InputPlan): boolean {
  return input.kind === 'decimal' || (input.kind === 'outcome' && input.digits !== undefined);
}

/** The power of ten by which a kept value is the read one's multiple. */
export function scaleOf(input: InputPlan): number {
  return (input.kind === 'decimal' || input.kind === 'outcome') && input.digits ? 10 ** input.digits : 1;
}

export function unknownOf(input: InputPlan): number {
  if (input.kind !== 'outcome' || input.unknown === undefined) return NaN;
  return input.digits === undefined ? input.unknown : Math.round(input.unknown * scaleOf(input));
}

/** Whether each kept event has a value of the input. */
export function alwaysKnown(input: InputPlan): boolean {
  return input.kind !== 'outcome' || input.unknown !== undefined;
}

const SUMMED: readonly AggregateOperation[] = ['sum', 'mean', 'variance', 'stddev'];
const SQUARED: readonly AggregateOperation[] = ['variance', 'stddev'];
const COUNTED: readonly AggregateOperation[] = ['count', ...SUMMED];

export function layoutSeries(plan: GroupPlan): SeriesLayout {
  const layout = new LayoutBuilder(plan);
  const edgeOf = plan.windows.map(({ overUs, delayUs }) => layout.edge(overUs, delayUs));
  const extremes = plan.windows.flatMap(({ aggregates }) =>
    aggregates.flatMap(({ operation, input }) => (operation === 'min' || operation === 'max' ? [{ operation, input }] : [])),
  );
  return {
    stride: FIRST_INPUT + plan.inputs.length + plan.outcomes.length,
    firstMatch: FIRST_INPUT + plan.inputs.length,
    edges: layout.edges,
    edgeOf,
    head: layout.next,
    sums: layout.sums,
    distincts: layout.distincts,
    extremes: extremes.filter((one, i) => extremes.findIndex((other) => other.operation === one.operation && other.input === one.input) === i),
    scale: plan.inputs.map(scaleOf),
    unknown: plan.inputs.map(unknownOf),
  };
}

class LayoutBuilder {
  readonly edges: EdgeLayout[] = [];
  next = FIRST_EDGE;
  sums = 0;
  distincts = 0;

  constructor(private readonly plan: GroupPlan) {}

  /** Number of the edges of this length and delay, laid out where they are new. */
  edge(overUs: number, delayUs: number): number {
    const known = this.edges.findIndex((edge) => edge.overUs === overUs && edge.delayUs === delayUs);
    if (known >= 0) return known;
    const at = this.next;
    this.next += 2;
    const aggregates = this.plan.windows.filter((window) => window.overUs === overUs && window.delayUs === delayUs).flatMap((window) => window.aggregates);
    const inputsOf = (operations: readonly AggregateOperation[]): number[] => [
      ...new Set(aggregates.flatMap(({ operation, input }) => (input >= 0 && operations.includes(operation) ? [input] : []))),
    ];
    const width = (input: number): number => (isInteger(this.plan.inputs[input]) ? INTEGER_WIDTH : DOUBLE_WIDTH);
    const summed = inputsOf(SUMMED);
    return (
      this.edges.push({
        overUs,
        delayUs,
        at,
        plain: inputsOf([...SQUARED, 'distinct']).length === 0 && inputsOf(COUNTED).every((input) => this.plan.inputs[input].kind === 'decimal'),
        sums: summed.map((input) => this.sum(input, at, width(input))),
        squares: inputsOf(SQUARED).map((input) => this.sum(input, at, width(input))),
        known: inputsOf(COUNTED).flatMap((input) => (alwaysKnown(this.plan.inputs[input]) ? [] : [this.sum(input, at, INTEGER_WIDTH)])),
        distinct: inputsOf(['distinct']).map((input) => ({ column: FIRST_INPUT + input, id: this.distincts++ })),
      }) - 1
    );
  }

  private sum(input: number, edge: number, width: number): SumLayout {
    const at = this.next - edge;
    this.next += width;
    return { column: FIRST_INPUT + input, unknown: unknownOf(this.plan.inputs[input]), at, width, id: this.sums++ };
  }
}

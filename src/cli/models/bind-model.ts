import { type DocumentFault, MillraceError, type Plan, bindPlan, checkDocument, nearest } from '../../definition/index.js';
import { checkSignature } from '../../inference/index.js';
import { parse } from 'yaml';
import type { BindableModel } from './bindable-model.js';
import { type Chosen, chooseScore } from './choose-score.js';
import { type PredictSettings, editPredict } from './edit-predict.js';

export interface Binding {
  readonly text: string;
  readonly plan: Plan;
  /** The score was another before, and what is made of it was written for that one. */
  readonly otherScore: boolean;
  /** What predict says now. */
  readonly predict: Readonly<Record<string, unknown>>;
}

type Resolve = (path: string) => string | undefined;

/**
 * Binds a model to the pipeline of a document: `predict` with model, inputs, score and decision. What the document says already and fits,
 * stays. Errors: `document_invalid`, `model_inputs`, `model_score`, `model_signature_mismatch`, `document_edit` (poison).
 */
export function bindModel(text: string, resolve: Resolve, model: BindableModel, score?: string): Binding {
  const before = checkDocument(text, resolve);
  const elsewhere = before.faults.filter((fault) => !fault.path.startsWith('predict'));
  if (elsewhere.length > 0) throw invalid(elsewhere);
  const plan = before.plan ?? planWithout(text, resolve);
  if (!plan) throw invalid(before.faults);
  const vector = plan.vector.map((i) => plan.features[i].name);
  const inputs = chooseInputs(model, plan, before.plan?.predict ? vector : undefined);
  const old = (parse(text) as { predict?: Record<string, unknown> | null }).predict ?? {};
  const kept = before.plan?.predict && bindPlan(before.plan).predict?.outputs.every((name) => model.outputs.some((output) => output.name === name));
  const chosen: Partial<Chosen> = kept && score === undefined ? {} : chooseScore(model, score);
  const settings: PredictSettings = {
    on: old.on === undefined ? plan.on : undefined,
    model: old.model === model.name ? undefined : model.name,
    inputs: old.inputs !== undefined && same(vector, inputs) ? undefined : inputs,
    score: chosen.score,
    decision: old.decision === undefined ? chosen.decision : undefined,
  };
  const otherScore = old.score !== undefined && chosen.score !== undefined && chosen.score !== old.score;
  return { ...checked(editPredict(text, settings), resolve, model), otherScore };
}

/** The pipeline's features where its predict is not whole yet. */
function planWithout(text: string, resolve: Resolve): Plan | undefined {
  const { predict: _, ...rest } = parse(text) as Record<string, unknown>;
  return checkDocument(JSON.stringify(rest), resolve).plan;
}

/** Names of the features that the model takes, in its order. */
function chooseInputs({ name, inputs, features }: BindableModel, plan: Plan, bound: readonly string[] | undefined): readonly string[] {
  const known = plan.features.map((feature) => feature.name);
  if (features) {
    const unknown = features.filter((feature) => !known.includes(feature));
    if (unknown.length === 0) return features;
    const told = unknown.map((feature) => {
      const near = nearest(feature, known);
      return `no feature of ${plan.pipeline} is called "${feature}"` + (near === undefined ? '' : `: did you mean "${near}"?`);
    });
    throw new MillraceError(
      'model_inputs',
      'poison',
      `the model was fitted on columns that the pipeline does not have.\n${told.join('\n')}\nIt has ${known.join(', ')}`,
    );
  }
  const width = inputs[0]?.shape[1];
  const taken = bound ?? known;
  if (width === undefined || width === taken.length) return taken;
  throw new MillraceError(
    'model_inputs',
    'poison',
    `the model "${name}" takes ${width} values a row and does not name them, and the pipeline gives ${taken.length}: ${taken.join(', ')}. ` +
      `List the ${width} under predict.inputs in the order in which the model was trained (or fit it on a data frame, then it knows their names)`,
  );
}

/** Nothing is written that could not be deployed. */
function checked(text: string, resolve: Resolve, model: BindableModel): Omit<Binding, 'otherScore'> {
  const { plan, faults } = checkDocument(text, resolve);
  if (!plan?.predict) throw invalid(faults);
  checkSignature(model, { name: model.name, width: plan.vector.length, outputs: bindPlan(plan).predict?.outputs ?? [] });
  return { text, plan, predict: (parse(text) as { predict: Record<string, unknown> }).predict };
}

function invalid(faults: readonly DocumentFault[]): MillraceError {
  const told = faults.map(({ file, line, column, message }) => `${file ?? 'pipeline.yaml'}:${line}:${column}: ${message}`);
  return new MillraceError('document_invalid', 'poison', `the pipeline document has faults:\n${told.join('\n')}`, { details: { faults } });
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

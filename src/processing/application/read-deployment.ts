import { type DocumentFault, MillraceError, type Plan, checkDocument, modelFileOf } from '../../definition/index.js';
import type { Deployment } from './pipelines.js';

/** A pipeline as a client sends it: the document and the files that it names, by their paths relative to it. */
export interface DeploymentRequest {
  readonly document: string;
  readonly files: Readonly<Record<string, string>>;
  /** Version in the registry that is to score; a model that the document names by its file has been registered under the pipeline's name. */
  readonly modelVersion: number | undefined;
}

/**
 * Reads a request's body. Error: `malformed` (poison).
 * @param body JSON with `document`, with `files` where the document names schemas, and with `model_version` where it names a model file.
 */
export function readDeploymentRequest(body: unknown): DeploymentRequest {
  const value = jsonOf(body);
  if (typeof value !== 'object' || value === null || !('document' in value) || typeof value.document !== 'string')
    throw malformed('"document" must be the text of the pipeline document');
  return { document: value.document, files: filesOf(value), modelVersion: modelVersionOf(value) };
}

/** Checks a document as the server sees it and compiles it. Errors (poison): `document_invalid` with every fault and its place, `pipeline_name`. */
export function checkPlan(name: string, { document, files }: DeploymentRequest): Plan {
  const { plan, faults } = checkDocument(document, (path) => (Object.hasOwn(files, path) ? files[path] : undefined));
  if (!plan) throw invalid(faults);
  if (plan.pipeline !== name)
    throw new MillraceError('pipeline_name', 'poison', `the document is of the pipeline "${plan.pipeline}", not of "${name.slice(0, 80)}": send it there`);
  return plan;
}

/** The same for a pipeline that is to be deployed. Error besides: `model_missing` (poison). */
export function checkDeployment(name: string, request: DeploymentRequest): Deployment {
  const { document, modelVersion } = request;
  const plan = checkPlan(name, request);
  const file = modelFileOf(plan);
  if (file !== undefined && modelVersion === undefined)
    throw new MillraceError(
      'model_missing',
      'poison',
      `the document names the model file ${file}: register it as "${name}" in the registry first, and send its version as model_version`,
    );
  return { plan, document, ...(modelVersion === undefined ? {} : { modelVersion }) };
}

function jsonOf(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) throw malformed('send the pipeline as application/json');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw malformed('the body is not JSON');
  }
}

function filesOf(value: object): Record<string, string> {
  const files: unknown = 'files' in value ? value.files : {};
  if (typeof files !== 'object' || files === null || Array.isArray(files) || Object.values(files).some((text) => typeof text !== 'string'))
    throw malformed('"files" must map paths to texts');
  return files as Record<string, string>;
}

function modelVersionOf(value: object): number | undefined {
  const version: unknown = 'model_version' in value ? value.model_version : undefined;
  if (version === undefined || version === null) return undefined;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version >= 2 ** 31)
    throw malformed('"model_version" must be a whole number from 1');
  return version;
}

function malformed(message: string): MillraceError {
  return new MillraceError('malformed', 'poison', message);
}

function invalid(faults: readonly DocumentFault[]): MillraceError {
  const [{ line, column, message }] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new MillraceError('document_invalid', 'poison', `the pipeline document has faults: line ${line}, column ${column}: ${message}${more}`, {
    details: { faults },
  });
}

import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { closest, distance } from 'fastest-levenshtein';
import { parseDocument } from 'yaml';
import { ENVIRONMENT, OTHER_VARIABLES, Settings } from './settings.js';

/** One fault of the configuration: where it stands and what to do about it. */
export interface SettingsFault {
  /** For example `millrace.yaml: http.port` or `MILLRACE_HTTP_PORT`. */
  readonly where: string;
  readonly message: string;
}

/** Every fault of the configuration at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly faults: readonly SettingsFault[]) {
    super('the configuration has faults:\n' + faults.map(({ where, message }) => `  ${where}: ${message}`).join('\n'));
  }
}

type Plain = Record<string, unknown>;

/** Settings from defaults, then the text of `millrace.yaml`, then the environment. Throws SettingsError with every fault. */
export function loadSettings(yaml: string | undefined, environment: Readonly<Record<string, string | undefined>>): Settings {
  const faults: SettingsFault[] = [];
  const origin = new Map<string, string>();
  const plain = yaml === undefined ? {} : readYaml(yaml, faults);
  note(plain, '', origin);
  readEnvironment(environment, plain, origin, faults);
  const settings = plainToInstance(Settings, plain, { exposeDefaultValues: true });
  collect(validateSync(settings, { whitelist: true, forbidNonWhitelisted: true }), '', settings, origin, faults);
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function readYaml(text: string, faults: SettingsFault[]): Plain {
  const document = parseDocument(text);
  for (const error of document.errors) faults.push({ where: `millrace.yaml:${error.linePos?.[0].line ?? 1}`, message: error.message.split('\n')[0] });
  const value: unknown = document.errors.length > 0 ? {} : (document.toJS() ?? {});
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Plain;
  faults.push({ where: 'millrace.yaml', message: 'must be a map of settings' });
  return {};
}

function readEnvironment(environment: Readonly<Record<string, string | undefined>>, plain: Plain, origin: Map<string, string>, faults: SettingsFault[]): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('MILLRACE_') || name.startsWith('MILLRACE_TEST_') || value === undefined) continue;
    const path = ENVIRONMENT[name];
    if (path) {
      setPath(plain, path.split('.'), typedValue(value));
      origin.set(path, name);
    } else if (!(OTHER_VARIABLES as readonly string[]).includes(name)) {
      faults.push({ where: name, message: 'is no setting' + nearestHint(name, [...Object.keys(ENVIRONMENT), ...OTHER_VARIABLES]) });
    }
  }
}

function typedValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function setPath(plain: Plain, [head, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    plain[head] = value;
    return;
  }
  const inner = plain[head];
  const object: Plain = typeof inner === 'object' && inner !== null ? (inner as Plain) : {};
  plain[head] = object;
  setPath(object, rest, value);
}

function note(plain: Plain, prefix: string, origin: Map<string, string>): void {
  for (const [key, value] of Object.entries(plain)) {
    origin.set(prefix + key, `millrace.yaml: ${prefix}${key}`);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) note(value as Plain, `${prefix}${key}.`, origin);
  }
}

function collect(errors: readonly ValidationError[], prefix: string, parent: object, origin: Map<string, string>, faults: SettingsFault[]): void {
  for (const error of errors) {
    const path = prefix + error.property;
    const where = origin.get(path) ?? path;
    for (const [rule, message] of Object.entries(error.constraints ?? {})) {
      const unknown = rule === 'whitelistValidation';
      faults.push({
        where,
        message: unknown ? 'is no setting' + nearestHint(error.property, Object.keys(parent)) : `${message}, it is ${JSON.stringify(error.value)}`,
      });
    }
    if (error.children?.length) collect(error.children, `${path}.`, error.value as object, origin, faults);
  }
}

function nearestHint(name: string, known: readonly string[]): string {
  const others = known.filter((candidate) => candidate !== name);
  if (others.length === 0) return '';
  const near = closest(name, others);
  return distance(name, near) <= Math.max(2, name.length / 3) ? `: did you mean ${near}?` : '';
}

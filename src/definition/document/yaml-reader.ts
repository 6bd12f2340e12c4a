import { type Document, LineCounter, type Node, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { ExpressionFault } from '../expression/index.js';
import { nearest } from '../nearest.js';
import { offsetInScalar } from './scalar-offset.js';

/** One fault of a document, with its place in the file. */
export interface DocumentFault {
  /** Dotted path of the setting. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  /** The known name that was most likely meant. */
  readonly nearest?: string;
  /** The file that the place is in, where it is not the document itself. */
  readonly file?: string;
}

/** A value of the document, or the place where one is missing. */
export interface Place {
  readonly path: string;
  readonly node: Node | undefined;
  readonly key?: Node | undefined;
}

const LONGEST_DOCUMENT = 1_000_000;

/** Reads a YAML document node by node, collecting every fault with its place. */
export class YamlReader {
  readonly faults: DocumentFault[] = [];
  readonly root: Node | undefined;
  private readonly lines = new LineCounter();

  constructor(private readonly content: string) {
    if (content.length > LONGEST_DOCUMENT) {
      this.note('', 0, 'document_too_large', `a document may have at most ${LONGEST_DOCUMENT} characters`);
      return;
    }
    const document = this.parse();
    if (!document) return;
    for (const { code, pos, message } of [...document.errors, ...document.warnings])
      this.note('', pos[0], code === 'DUPLICATE_KEY' ? 'duplicate_key' : 'yaml', message);
    this.refuseReferences(document);
    // A name that stands twice leaves the rest understood; after any other fault what follows would be guesses.
    if (this.faults.some(({ code }) => code === 'yaml')) return;
    this.root = document.contents ?? undefined;
    if (!this.root) this.note('', 0, 'missing', 'the document is empty');
  }

  private parse(): Document.Parsed | undefined {
    try {
      return parseDocument(this.content, {
        lineCounter: this.lines,
        prettyErrors: false,
        uniqueKeys: true,
        stringKeys: true,
        version: '1.2',
        logLevel: 'error',
      });
    } catch (error) {
      this.note('', 0, 'yaml', error instanceof RangeError ? 'the document is nested too deep' : `the document cannot be read: ${String(error)}`);
      return undefined;
    }
  }

  /** An alias could make a small document huge; and an unquoted glob looks like one. */
  private refuseReferences(document: Document.Parsed): void {
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node) || node.anchor !== undefined)
          this.note('', node.range?.[0] ?? 0, 'yaml', 'anchors and aliases (& and *) are not supported: write the value out, and quote a name with *');
      },
    });
  }

  fault(at: Place, code: string, message: string, near?: string): void {
    this.note(at.path, at.node?.range?.[0] ?? at.key?.range?.[0] ?? 0, code, message + (near === undefined ? '' : `: did you mean "${near}"?`), near);
  }

  /** Faults of an expression, each at its place within the text. */
  expressionFaults(at: Place, faults: readonly ExpressionFault[]): void {
    for (const { code, message, start, nearest: near } of faults)
      this.note(at.path, at.node ? offsetInScalar(this.content, at.node, start) : 0, code, message, near);
  }

  private note(path: string, offset: number, code: string, message: string, near?: string): void {
    const { line, col } = this.lines.linePos(offset);
    this.faults.push({ path, line: Math.max(1, line), column: Math.max(1, col), code, message, ...(near === undefined ? {} : { nearest: near }) });
  }

  /** The entries of a map, unknown names refused with the nearest; undefined (with a fault) when it is no map. */
  map(at: Place, known?: readonly string[]): Map<string, Place> | undefined {
    if (!isMap(at.node)) {
      this.fault(at, 'wrong_type', `${at.path || 'the document'} must be a map`);
      return undefined;
    }
    const entries = new Map<string, Place>();
    for (const pair of at.node.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      const key = pair.key as Node;
      const entry: Place = { path: at.path ? `${at.path}.${name}` : name, node: isNode(pair.value) ? pair.value : undefined, key };
      if (known && !known.includes(name)) this.unknownKey({ path: entry.path, node: key }, name, known);
      // Of a name that stands twice the first counts; the second is a fault already.
      else if (!entries.has(name)) entries.set(name, entry);
    }
    return entries;
  }

  private unknownKey(at: Place, name: string, known: readonly string[]): void {
    const near = nearest(name, known);
    this.fault(
      at,
      'unknown_key',
      `there is no "${name.slice(0, 80)}" here` + (near === undefined && known.length > 0 ? `: there may be ${known.join(', ')}` : ''),
      near,
    );
  }

  list(at: Place): Place[] | undefined {
    if (!isSeq(at.node)) {
      this.fault(at, 'wrong_type', `${at.path} must be a list`);
      return undefined;
    }
    return at.node.items.map((item, i) => ({ path: `${at.path}[${i}]`, node: item as Node }));
  }

  text(at: Place): string | undefined {
    if (isScalar(at.node) && (typeof at.node.value === 'string' || typeof at.node.value === 'number' || typeof at.node.value === 'boolean'))
      return String(at.node.value);
    this.fault(at, 'wrong_type', `${at.path} must be a text`);
    return undefined;
  }

  number(at: Place): number | undefined {
    if (isScalar(at.node) && typeof at.node.value === 'number' && Number.isFinite(at.node.value)) return at.node.value;
    this.fault(at, 'wrong_type', `${at.path} must be a number`);
    return undefined;
  }

  isMap(at: Place): boolean {
    return isMap(at.node);
  }
}

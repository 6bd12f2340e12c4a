// Every error code of the sources, with what is said with it: read from the syntax, so that none is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './steps.mjs';

/** @typedef {{ code: string, kind: string, message: string, file: string }} Use */
/**
 * A function or constructor that takes a code.
 * @typedef {{ code: number, message: number, kind: string | number }} Raiser position of its arguments; the kind may be fixed
 */

const KINDS = ['retryable', 'poison', 'fatal'];
const SET_ASIDE = 'set aside';
const FAULT = 'fault';

/** @param {string} folder @returns {Use[]} sorted by code */
export function errorCodes(folder = join(root, 'src')) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const sources = files.map((name) => ts.createSourceFile(join(folder, name), readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.ES2023, true));
  /** @type {Map<string, Raiser>} */
  const shared = new Map();
  for (const source of sources) walk(source, (node) => addShared(shared, node));
  const uses = sources.flatMap((source) => usesIn(source, shared, relative(join(folder, '..'), source.fileName)));
  return uses.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.file < b.file ? -1 : 1));
}

/**
 * Classes, and methods: other files call them too.
 * @param {Map<string, Raiser>} shared
 * @param {ts.Node} node
 */
function addShared(shared, node) {
  if (ts.isClassDeclaration(node) && node.name) addRaiser(shared, node.name.text, node.members.find(ts.isConstructorDeclaration));
  if (ts.isMethodDeclaration(node)) addRaiser(shared, `.${node.name.getText()}`, node);
}

/**
 * @param {ts.SourceFile} source
 * @param {Map<string, Raiser>} shared
 * @param {string} file
 */
function usesIn(source, shared, file) {
  /** @type {Map<string, Raiser>} */
  const functions = new Map();
  walk(source, (node) => void (ts.isFunctionDeclaration(node) && node.name && addRaiser(functions, node.name.text, node)));
  /** @type {Use[]} */
  const uses = [];
  walk(source, (node) => {
    if (ts.isNewExpression(node)) return void uses.push(...ofCall(shared.get(node.expression.getText()), node.arguments ?? [], file));
    if (ts.isCallExpression(node))
      return void uses.push(...ofCall(functions.get(node.expression.getText()) ?? shared.get(nameOf(node.expression)), node.arguments, file));
    if (ts.isObjectLiteralExpression(node)) uses.push(...ofLiteral(node, file));
  });
  return uses;
}

/**
 * Notes a function with a parameter that is called `code`.
 * @param {Map<string, Raiser>} raisers
 * @param {string} name
 * @param {ts.FunctionLikeDeclaration | undefined} declaration
 */
function addRaiser(raisers, name, declaration) {
  const names = declaration?.parameters.map((one) => one.name.getText()) ?? [];
  if (!names.includes('code') || !declaration?.body) return;
  const fixed = KINDS.find((kind) => declaration.body?.getText().includes(`(code, '${kind}'`));
  const kind = names.includes('kind') ? names.indexOf('kind') : (fixed ?? (declaration.getSourceFile().fileName.includes('/processing/') ? SET_ASIDE : FAULT));
  raisers.set(name, { code: names.indexOf('code'), message: names.findIndex((one) => one === 'message' || one === 'reason'), kind });
}

/**
 * @param {Raiser | undefined} raiser
 * @param {readonly ts.Expression[]} args
 * @param {string} file
 * @returns {Use[]}
 */
function ofCall(raiser, args, file) {
  if (!raiser) return [];
  const kind = typeof raiser.kind === 'number' ? (KINDS.find((one) => args[Number(raiser.kind)]?.getText().includes(one)) ?? '') : raiser.kind;
  const message = textOf(args[raiser.message]);
  return message === '' ? [] : literals(args[raiser.code]).map((code) => ({ code, kind, message, file }));
}

/**
 * An object with a code: a fault of a document, or what a line of a log means.
 * @param {ts.ObjectLiteralExpression} node
 * @param {string} file
 * @returns {Use[]}
 */
function ofLiteral(node, file) {
  const value = (/** @type {string} */ name) => node.properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === name)?.initializer;
  const message = value('message') ?? value('fix');
  if (!message) return [];
  return literals(value('code')).map((code) => ({ code, kind: value('fix') ? 'fatal' : FAULT, message: textOf(message), file }));
}

/** @param {ts.Expression | undefined} node @returns {string[]} the codes that an expression may come to */
function literals(node) {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return /^[a-z][a-z0-9_]*$/.test(node.text) ? [node.text] : [];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isIdentifier(node)) return literals(initialiser(node));
  // `${what}_unknown`: the parameter's type says what it may be.
  if (ts.isTemplateExpression(node) && node.templateSpans.length === 1)
    return choices(node.templateSpans[0].expression).map((one) => `${node.head.text}${one}${node.templateSpans[0].literal.text}`);
  return [];
}

/** @param {ts.Expression} node @returns {string[]} values of a parameter whose type lists them */
function choices(node) {
  for (let at = /** @type {ts.Node} */ (node); at; at = at.parent) {
    if (!ts.isFunctionLike(at)) continue;
    const type = at.parameters.find((one) => one.name.getText() === node.getText())?.type;
    return type && ts.isUnionTypeNode(type) ? type.types.map((one) => one.getText().replaceAll("'", '')) : [];
  }
  return [];
}

/** @param {ts.Expression | undefined} node @returns {string} its text, with … for what is known only when it happens */
function textOf(node) {
  if (!node) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return textOf(node.left) + textOf(node.right);
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isConditionalExpression(node)) return textOf(node.whenTrue) || textOf(node.whenFalse);
  if (ts.isIdentifier(node)) return textOf(initialiser(node)) || '…';
  return '…';
}

/** @param {ts.Identifier} node @returns {ts.Expression | undefined} what the constant of that name is, in the functions around or the file */
function initialiser(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at)) continue;
    const found = at.statements
      .filter(ts.isVariableStatement)
      .flatMap((one) => [...one.declarationList.declarations])
      .find((one) => one.name.getText() === node.text);
    if (found) return found.initializer;
  }
  return undefined;
}

/** @param {ts.Expression} node */
const nameOf = (node) => (ts.isPropertyAccessExpression(node) ? `.${node.name.text}` : node.getText());

/** @param {ts.Node} node @param {(node: ts.Node) => void} look */
function walk(node, look) {
  look(node);
  ts.forEachChild(node, (child) => walk(child, look));
}

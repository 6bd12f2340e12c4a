// What of a contract clients rely on, as plain data, and which changes of it would break them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';

/**
 * @typedef {{ name: string, type: string, label: 'single' | 'optional' | 'repeated' | 'map', oneof?: string }} FieldShape
 * @typedef {{ fields: Record<string, FieldShape>, reserved: (string | number[])[] }} MessageShape fields by number
 * @typedef {{ values: Record<string, string>, reserved: (string | number[])[] }} EnumShape names by number
 * @typedef {{ input: string, output: string, inputStream: boolean, outputStream: boolean }} MethodShape
 * @typedef {{ messages: Record<string, MessageShape>, enums: Record<string, EnumShape>, services: Record<string, Record<string, MethodShape>> }} Shape
 */

/** @param {string} folder @returns {Shape} of every .proto of our own below it */
export function shapeOfFolder(folder) {
  const root = new protobuf.Root();
  root.resolvePath = (origin, target) => (origin ? (protobuf.common.get(target) ? target : join(folder, target)) : join(folder, target));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.startsWith('millrace/') && name.endsWith('.proto'));
  root.loadSync(files.toSorted(), { keepCase: true });
  return shapeOf(root);
}

/** @param {string} text of one .proto @returns {Shape} */
export function shapeOfText(text) {
  const { root } = protobuf.parse(text, new protobuf.Root(), { keepCase: true });
  for (const name of ['google/protobuf/struct.proto', 'google/protobuf/timestamp.proto']) root.addJSON(protobuf.common.get(name)?.nested ?? {});
  return shapeOf(root);
}

/** @param {protobuf.Root} root @returns {Shape} */
function shapeOf(root) {
  root.resolveAll();
  /** @type {Shape} */
  const shape = { messages: {}, enums: {}, services: {} };
  visit(root, shape);
  return shape;
}

/** @param {protobuf.NamespaceBase} space @param {Shape} shape */
function visit(space, shape) {
  for (const node of space.nestedArray) {
    const name = node.fullName.slice(1);
    if (name.startsWith('google.')) continue;
    if (node instanceof protobuf.Type) shape.messages[name] = messageShape(node);
    else if (node instanceof protobuf.Enum) shape.enums[name] = { values: swapped(node.values), reserved: node.reserved ?? [] };
    else if (node instanceof protobuf.Service) shape.services[name] = Object.fromEntries(node.methodsArray.map((method) => [method.name, methodShape(method)]));
    if (node instanceof protobuf.Namespace) visit(node, shape);
  }
}

/** @param {protobuf.Type} type @returns {MessageShape} */
function messageShape(type) {
  return { fields: Object.fromEntries(type.fieldsArray.map((field) => [field.id, fieldShape(field)])), reserved: type.reserved ?? [] };
}

/** @param {protobuf.Field} field @returns {FieldShape} */
function fieldShape(field) {
  const type = field.resolvedType ? field.resolvedType.fullName.slice(1) : field.type;
  const optional = field.partOf?.isProto3Optional === true;
  const label = field.map ? 'map' : field.repeated ? 'repeated' : optional ? 'optional' : 'single';
  const key = field instanceof protobuf.MapField ? `${field.keyType}, ` : '';
  return { name: field.name, type: `${key}${type}`, label, ...(field.partOf && !optional ? { oneof: field.partOf.name } : {}) };
}

/** @param {protobuf.Method} method @returns {MethodShape} */
function methodShape(method) {
  return {
    input: method.resolvedRequestType?.fullName.slice(1) ?? method.requestType,
    output: method.resolvedResponseType?.fullName.slice(1) ?? method.responseType,
    inputStream: method.requestStream === true,
    outputStream: method.responseStream === true,
  };
}

/** @param {Record<string, number>} values @returns {Record<string, string>} */
const swapped = (values) => Object.fromEntries(Object.entries(values).map(([name, number]) => [number, name]));

/** @param {Shape} before @param {Shape} after @returns {string[]} what a client of the contract before would stumble over */
export function breaks(before, after) {
  return [
    ...eachOf(before.messages, after.messages, 'message', (name, old, now) => numbered(`${name} field`, old.fields, now.fields, now.reserved, changedField)),
    ...eachOf(before.messages, after.messages, '', (name, old, now) => unreserved(name, old.reserved, now.reserved)),
    ...eachOf(before.enums, after.enums, 'enum', (name, old, now) =>
      numbered(`${name} value`, named(old.values), named(now.values), now.reserved, (was, is) => (was.name === is.name ? [] : [`renamed to ${is.name}`])),
    ),
    ...eachOf(before.services, after.services, 'service', (name, old, now) =>
      eachOf(old, now, `${name} method`, (method, was, is) =>
        JSON.stringify(was) === JSON.stringify(is) ? [] : [`${name}.${method}: its messages or streams changed`],
      ),
    ),
  ];
}

/** @param {Record<string, string>} values */
const named = (values) => Object.fromEntries(Object.entries(values).map(([number, name]) => [number, { name }]));

/**
 * @template T
 * @param {Record<string, T>} before
 * @param {Record<string, T>} after
 * @param {string} what told when one is gone; empty: not told
 * @param {(name: string, old: T, now: T) => string[]} compare
 */
function eachOf(before, after, what, compare) {
  return Object.entries(before).flatMap(([name, old]) => {
    const now = after[name];
    if (now !== undefined) return compare(name, old, now);
    return what === '' ? [] : [`${what} ${name} is gone`];
  });
}

/**
 * What is gone must leave number and name reserved.
 * @template {{ name: string }} T
 * @param {string} where
 * @param {Record<string, T>} before
 * @param {Record<string, T>} after
 * @param {(string | number[])[]} reserved
 * @param {(was: T, is: T) => string[]} compare
 */
function numbered(where, before, after, reserved, compare) {
  return Object.entries(before).flatMap(([number, was]) => {
    const is = after[number];
    if (is) return compare(was, is).map((change) => `${where} ${was.name} = ${number}: ${change}`);
    const kept = reserved.includes(was.name) && reserved.some((range) => Array.isArray(range) && range[0] <= Number(number) && Number(number) <= range[1]);
    return kept ? [] : [`${where} ${was.name} = ${number} is gone, and its number and name are not both reserved`];
  });
}

/** @param {FieldShape} was @param {FieldShape} is */
function changedField(was, is) {
  return /** @type {const} */ (['name', 'type', 'label', 'oneof'])
    .filter((part) => was[part] !== is[part])
    .map((part) => `${part} changed from ${was[part] ?? 'none'} to ${is[part] ?? 'none'}`);
}

/** @param {string} name @param {(string | number[])[]} before @param {(string | number[])[]} after */
function unreserved(name, before, after) {
  const kept = new Set(after.map((one) => JSON.stringify(one)));
  return before.filter((one) => !kept.has(JSON.stringify(one))).map((one) => `${name}: ${JSON.stringify(one)} is no longer reserved`);
}

import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { baseline, contract } from '../../../scripts/proto-baseline.mjs';
import { breaks, shapeOfText } from '../../../scripts/proto-shape.mjs';

const PUBLISHED = `syntax = "proto3";
package p.v1;
import "google/protobuf/timestamp.proto";
service S { rpc Ask(Question) returns (Answer); rpc Talk(stream Question) returns (stream Answer); }
enum Colour { COLOUR_UNSPECIFIED = 0; RED = 1; }
message Question {
  reserved 9, 11 to 12;
  reserved "old";
  string text = 1;
  optional string hint = 2;
  oneof body { bytes raw = 3; Colour colour = 4; }
}
message Answer { repeated double scores = 1; map<string, double> parts = 2; google.protobuf.Timestamp at = 3; Inner inner = 4; message Inner { int32 n = 1; } }
`;
const after = (from: string | RegExp, to: string): string[] => {
  const changed = PUBLISHED.replace(from, to);
  expect(changed).not.toBe(PUBLISHED);
  return breaks(shapeOfText(PUBLISHED), shapeOfText(changed));
};

describe('a change that breaks clients is found', () => {
  it.each([
    ['a field renumbered', 'string text = 1', 'string text = 5', 'Question field text = 1 is gone'],
    ['a number used again', 'string text = 1', 'int32 length = 1', 'Question field text = 1: name changed from text to length'],
    ['a field renamed', 'string text = 1', 'string words = 1', 'name changed from text to words'],
    ['a type changed', 'string text = 1', 'bytes text = 1', 'type changed from string to bytes'],
    ['a message type changed', 'google.protobuf.Timestamp at', 'Inner at', 'type changed from google.protobuf.Timestamp to p.v1.Answer.Inner'],
    ['a list made single', 'repeated double scores', 'double scores', 'label changed from repeated to single'],
    ['optional taken away', 'optional string hint', 'string hint', 'label changed from optional to single'],
    ['the value of a map changed', 'map<string, double>', 'map<string, float>', 'type changed from string, double to string, float'],
    ['a field moved into a oneof', /string text = 1;([^]*)oneof body \{/, '$1oneof body { string text = 1;', 'oneof changed from none to body'],
    ['a oneof renamed', 'oneof body', 'oneof corpus', 'oneof changed from body to corpus'],
    ['a field taken out', 'string text = 1;', '', 'not both reserved'],
    ['a field taken out with its number alone reserved', 'string text = 1;', 'reserved 1;', 'not both reserved'],
    ['a reserved number set free', 'reserved 9,', 'reserved', 'no longer reserved'],
    ['an enum value renamed', 'RED = 1', 'CRIMSON = 1', 'value RED = 1: renamed to CRIMSON'],
    ['an enum value taken out', 'RED = 1;', '', 'value RED = 1 is gone'],
    ['a message taken out', /Inner inner = 4; message Inner \{[^}]*\}/, 'reserved 4; reserved "inner";', 'message p.v1.Answer.Inner is gone'],
    ['a method taken out', 'rpc Ask(Question) returns (Answer);', '', 'method Ask is gone'],
    ['a stream made one', 'rpc Talk(stream', 'rpc Talk(', 'S.Talk: its messages or streams changed'],
    ['the answer of a method changed', 'rpc Ask(Question) returns (Answer)', 'rpc Ask(Question) returns (Question)', 'S.Ask: its messages'],
    ['a service renamed', 'service S', 'service T', 'service p.v1.S is gone'],
  ])('%s', (_, from, to, found) => {
    expect(after(from, to).join('\n')).toContain(found);
  });
});

describe('a change that breaks nobody is let through', () => {
  it.each([
    ['a new field', 'string text = 1;', 'string text = 1; string more = 20;'],
    ['a new method', 'service S {', 'service S { rpc More(Question) returns (Answer);'],
    ['a new value', 'RED = 1;', 'RED = 1; BLUE = 2;'],
    ['a field that leaves number and name reserved', 'string text = 1;', 'reserved 1; reserved "text";'],
  ])('%s', (_, from, to) => {
    expect(after(from, to)).toEqual([]);
  });
});

describe('our contract', () => {
  it('breaks no client of what was published, and the baseline has its additions', () => {
    expect(breaks(baseline(), contract())).toEqual([]);
    expect(contract(), 'run: node scripts/proto-baseline.mjs').toEqual(baseline());
  });

  it('explains every service, method, message and field', () => {
    const text = readFileSync('contracts/proto/millrace/v1/millrace.proto', 'utf8');
    const { root } = protobuf.parse(text, { keepCase: true, alternateCommentMode: true });
    expect(unexplained(root.lookup('millrace.v1') as protobuf.Namespace)).toEqual([]);
  });
});

/** What stands below a namespace without a comment. */
function unexplained(space: protobuf.NamespaceBase): string[] {
  const fields = space instanceof protobuf.Type ? space.fieldsArray : [];
  const methods = space instanceof protobuf.Service ? space.methodsArray : [];
  const own = [...fields, ...methods, ...space.nestedArray].filter(({ comment }) => !comment).map(({ fullName }) => fullName);
  return [...own, ...space.nestedArray.flatMap((inner) => (inner instanceof protobuf.Namespace ? unexplained(inner) : []))];
}

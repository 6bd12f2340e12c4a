import { describe, expect, it } from 'vitest';
import { readModelUri } from '../../../../src/inference/domain/model-uri.js';

describe('the URI of a model on another server', () => {
  it.each([
    [
      'tfserving+grpc://serving:8500/fraud/3',
      { protocol: 'tensorflow-serving', transport: 'grpc', secure: false, address: 'serving:8500', model: 'fraud', version: '3' },
    ],
    ['tfserving+https://serving/fraud?signature=score', { transport: 'http', secure: true, address: 'serving', version: undefined, signature: 'score' }],
    ['v2+http://[::1]:8000/a%20b', { protocol: 'open-inference', address: '[::1]:8000', model: 'a b' }],
    ['v2+grpcs://triton:8001/fraud/1', { protocol: 'open-inference', transport: 'grpc', secure: true }],
  ])('%s', (text, parts) => expect(readModelUri(text)).toMatchObject(parts));

  it.each([
    ['tfserving+grp://x:1/m', 'did you mean "tfserving+grpc"?'],
    ['http://x:1/m', '"http" is no way to a model'],
    ['tfserving+grpc://serving/fraud', 'has no port'],
    ['v2+http://x:1', 'write it as'],
    ['v2+http://x:1/m/1/2', 'write it as'],
    ['v2+http://user@x:1/m', 'write it as'],
    ['v2+http://x:99999/m', 'is no host and port'],
    ['v2+http://x:1/%zz', 'is not encoded'],
    [`v2+http://x:1/${'m'.repeat(600)}`, 'write it as'],
    ['', 'write it as'],
  ])('%j is refused', (text, words) =>
    expect(() => readModelUri(text)).toThrow(expect.objectContaining({ code: 'model_uri_invalid', message: expect.stringContaining(words) })),
  );
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashSecret, newApiKey, parseApiKey } from '../../../src/governance/domain/api-key.js';

describe('API keys', () => {
  it('have an id and a secret of 256 bits in base62, never twice the same', () => {
    const keys = Array.from({ length: 500 }, () => newApiKey());
    for (const key of keys) {
      expect(key.token).toMatch(/^mr_[0-9A-Za-z]{11}_[0-9A-Za-z]{43}$/);
      expect(parseApiKey(key.token)).toEqual({ id: key.id, secret: key.secret });
    }
    expect(new Set(keys.map((key) => key.secret)).size).toBe(500);
    // 62^43 is little more than 2^256: every digit but the first must be spread over the alphabet.
    expect(new Set(keys.map((key) => key.secret[42])).size).toBeGreaterThan(50);
  });

  it.each([
    '',
    'mr_',
    'mr_short_secret',
    'xx_12345678901_' + 'a'.repeat(43),
    'mr_12345678901_' + 'a'.repeat(42),
    'mr_12345678901_' + 'a'.repeat(44),
    'mr_12345678901_' + '-'.repeat(43),
  ])('does not read %o as one', (token) => {
    expect(parseApiKey(token)).toBeUndefined();
  });

  it('are kept as the SHA-256 of the secret', () => {
    expect(hashSecret('secret')).toEqual(createHash('sha256').update('secret').digest());
  });
});

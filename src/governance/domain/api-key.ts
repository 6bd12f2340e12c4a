import { hash, randomBytes } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_BYTES = 8;
const ID_LENGTH = 11;
const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const TOKEN = new RegExp(`^mr_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})$`);

/** An API key as its holder presents it: `mr_<id>_<secret>`. The id is no secret; it names the key in lists and logs. */
export interface ApiKeyParts {
  readonly id: string;
  readonly secret: string;
}

/** A new key with 256 random bits of secret, in base62. The token is shown once: only `hashSecret` of the secret is kept. */
export function newApiKey(): ApiKeyParts & { readonly token: string } {
  const id = base62(randomBytes(ID_BYTES), ID_LENGTH);
  const secret = base62(randomBytes(SECRET_BYTES), SECRET_LENGTH);
  return { id, secret, token: `mr_${id}_${secret}` };
}

/** Undefined when the token has not the form of a key. */
export function parseApiKey(token: string): ApiKeyParts | undefined {
  const parts = TOKEN.exec(token);
  return parts ? { id: parts[1], secret: parts[2] } : undefined;
}

/** SHA-256, 32 bytes: enough for a secret of 256 random bits, where a slow hash would only slow down the right one. */
export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

function base62(bytes: Buffer, length: number): string {
  let rest = BigInt('0x' + bytes.toString('hex'));
  let text = '';
  for (let i = 0; i < length; i++) {
    text = DIGITS[Number(rest % 62n)] + text;
    rest /= 62n;
  }
  return text;
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DAYS = '3650';

/**
 * An authority of our own with certificates of the broker (127.0.0.1) and of a client (CN=millrace), and one that nobody knows.
 * @param {string} folder
 */
export function makeCertificates(folder) {
  mkdirSync(folder, { recursive: true });
  const openssl = (/** @type {string[]} */ ...args) => {
    const { status, stderr, error } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${error?.message ?? stderr.trim()}`);
  };
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  for (const authority of ['ca', 'stranger'])
    openssl('req', '-x509', ...key, '-days', DAYS, '-subj', `/CN=${authority} of tests`, '-keyout', `${authority}.key`, '-out', `${authority}.crt`);
  for (const name of ['broker', 'millrace']) {
    openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    writeFileSync(join(folder, `${name}.ext`), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', DAYS, '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-out', `${name}.crt`);
  }
  writeFileSync(join(folder, 'broker.pem'), readFileSync(join(folder, 'broker.key'), 'utf8') + readFileSync(join(folder, 'broker.crt'), 'utf8'));
}

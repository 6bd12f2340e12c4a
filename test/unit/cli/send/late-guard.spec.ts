import { describe, expect, it } from 'vitest';
import { LateGuard } from '../../../../src/cli/send/late-guard.js';

const signal = new AbortController().signal;

/** A guard over these answers of the server, one after the other. */
function guarded(...answers: { position: number; log_end: number; records: number; late: number }[]): LateGuard {
  const next = () => (answers.length > 1 ? answers.shift() : answers[0]);
  const get = async <T>(): Promise<T> => {
    const { position, log_end, ...books } = next() ?? { position: 0, log_end: 0 };
    return { name: 'p', position, log_end, books } as unknown as T;
  };
  return new LateGuard({ get }, { name: 'p', books: { records: 1_000, late: 900 } }, 'old.csv', 'old');
}

describe('LateGuard', () => {
  it('stops at a twentieth of late events, with the command that does what was meant', async () => {
    await expect(guarded({ position: 9, log_end: 9, records: 1_500, late: 925 }).check(signal)).rejects.toThrow(
      /25 of the 500 events so far are late.*millrace send old\.csv --run old/,
    );
    await expect(guarded({ position: 9, log_end: 9, records: 1_500, late: 924 }).check(signal)).resolves.toBeUndefined();
  });

  it('says nothing of a few events, nor of what was late before', async () => {
    await expect(guarded({ position: 9, log_end: 9, records: 1_199, late: 1_099 }).check(signal)).resolves.toBeUndefined();
  });

  it('waits until what was sent is judged', async () => {
    const guard = guarded({ position: 0, log_end: 500, records: 1_000, late: 900 }, { position: 500, log_end: 900, records: 1_500, late: 1_400 });
    await expect(guard.check(signal)).rejects.toMatchObject({ code: 'mostly_late' });
  });
});

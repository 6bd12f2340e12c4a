import type { Connection, Pool, PoolClient, Submittable } from 'pg';

/** A payload of `CopyWriter`, and the table with its columns that it goes to. */
export interface CopyIn {
  readonly target: string;
  readonly payload: Buffer;
}

const COPY_DATA = 'd'.charCodeAt(0);
const COPY_DONE = Buffer.from('c\0\0\0\x04', 'latin1');
const CHUNK_BYTES = 256 * 1024;

/**
 * Runs statements one after the other, COPYs among them, as one message with every payload behind it: one round trip, however many they
 * are. The first that fails ends the message, and the server drops what comes for the others (PostgreSQL documentation, Message Flow,
 * COPY Operations). With BEGIN as the first and COMMIT as the last: all of it or nothing, and a ROLLBACK is due after a failure.
 */
export function runTogether(client: PoolClient, statements: readonly (string | CopyIn)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new Together(statements, (error) => (error ? reject(error) : resolve())));
  });
}

/** Runs statements as one transaction in one message; after a failure nothing of it stands. */
export async function transactTogether(pool: Pool, statements: readonly (string | CopyIn)[]): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await runTogether(client, ['BEGIN', ...statements, 'COMMIT']);
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What the driver takes for a query; its answers are of no interest but for the last. */
class Together implements Submittable {
  constructor(
    private readonly statements: readonly (string | CopyIn)[],
    /** The driver puts its timeout around it. */
    public callback: (error?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    const { stream } = connection;
    stream.cork();
    connection.query(this.statements.map((statement) => (typeof statement === 'string' ? statement : copyOf(statement))).join('; '));
    for (const statement of this.statements) {
      if (typeof statement === 'string') continue;
      for (let at = 0; at < statement.payload.length; at += CHUNK_BYTES) {
        const chunk = statement.payload.subarray(at, at + CHUNK_BYTES);
        const head = Buffer.allocUnsafe(5);
        head[0] = COPY_DATA;
        head.writeUInt32BE(chunk.length + 4, 1);
        stream.write(head);
        stream.write(chunk);
      }
      stream.write(COPY_DONE);
    }
    stream.uncork();
  }

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  handleCommandComplete(): void {}
  handleCopyInResponse(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handleRowDescription(): void {}
}

function copyOf({ target }: CopyIn): string {
  return `COPY ${target} FROM STDIN (FORMAT binary)`;
}

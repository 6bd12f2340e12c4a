/** A PostgreSQL server for tests. */
export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

export async function postgresForTests(): Promise<TestPostgres> {
  const url = process.env['MILLRACE_TEST_POSTGRES_URL'];
  if (url) return { url, stop: async () => undefined };
  throw new Error('set MILLRACE_TEST_POSTGRES_URL');
}

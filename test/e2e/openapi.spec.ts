import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, startApp } from './app.js';
import { type OpenApiDocument, servedContract } from './contract/served-contract.js';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> };
}

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: Record<string, never> & { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, never> } };

  beforeAll(async () => {
    app = await startApp();
    document = (await app.call('GET', '/docs-json', { key: null })).json as never;
  });
  afterAll(() => app?.stop());

  it('is the one of the contract', () => {
    const kept: unknown = JSON.parse(readFileSync('contracts/openapi.json', 'utf8'));
    expect(JSON.stringify(document) === JSON.stringify(kept), 'contracts/openapi.json is stale: npm run openapi').toBe(true);
  });

  it('has paths with the own types of each pipeline, and tells every status', () => {
    expect(document.openapi).toBe('3.1.0');
    const predict = document.paths['/v1/pipelines/card-fraud/predictions']['post'];
    expect(predict.requestBody?.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/payments.payment' });
    expect(document.components.schemas['payments.payment']).toMatchObject({
      required: expect.arrayContaining(['tx', 'amount']),
      examples: [{ amount: 57.16 }],
    });
    expect(document.components.schemas['card-fraud.Prediction']).toMatchObject({
      properties: { features: { required: expect.arrayContaining(['terminal_risk_7d']) } },
    });
    for (const [path, operations] of Object.entries(document.paths).filter(([name]) => name.startsWith('/v1/')))
      for (const { responses } of Object.values(operations)) expect(Object.keys(responses), path).toEqual(expect.arrayContaining(['401', '503']));
  });

  it('has a schema for every answer, and an example of what each is, which keeps to it', () => {
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, { responses }] of Object.entries(operations))
        for (const [status, { content = {} }] of Object.entries(responses).filter(([name]) => name.startsWith('2'))) {
          const schemas = Object.values(content).map(({ schema }) => schema);
          expect([method, path, status, schemas.length > 0 && schemas.every((one) => Object.keys(one ?? {}).length > 0)]).toEqual([method, path, status, true]);
        }
    const contract = servedContract(document as unknown as OpenApiDocument);
    const examples = Object.entries(document.components.schemas as Record<string, { examples?: unknown[] }>).flatMap(([name, { examples: given = [] }]) =>
      given.map((one) => [name, contract.faultOf(name, one)]),
    );
    expect(examples.filter(([, fault]) => fault !== undefined)).toEqual([]);
    expect(examples.length).toBeGreaterThan(20);
  });

  it('names every operation once and refers to nothing that is not there', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const [, ref] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = ref.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect(found, ref).toBeDefined();
    }
  });

  it('serves the page of each error code under the path of its type', async () => {
    const problem = (await app.call('GET', '/v1/pipelines/none')).json;
    const { pathname } = new URL(String(problem['type']));
    const page = await app.call('GET', pathname, { key: null });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect(page.text).toContain('<h1>pipeline_unknown</h1>');
    expect(page.text).toContain('HTTP 404');
    expect((await app.call('GET', '/errors/no_such_code')).status).toBe(404);
    expect((await app.call('GET', '/errors')).text).toContain('href="/errors/late"');
  });
});

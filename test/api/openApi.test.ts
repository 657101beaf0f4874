/** The document of the interface: sound by a linter that does not know us, whole, in both languages, and readable without script. */
import assert from 'node:assert/strict';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { load } from 'cheerio';
import supertest from 'supertest';
import { endpoints } from '../../server/api/endpoints.ts';
import { problemKinds } from '../../server/api/requests/problem.ts';
import { assertReads } from '../reportPages/storedWave.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

interface Found {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; summary: string; responses: object }>>;
  components: {
    schemas: Record<string, { properties?: Record<string, { description?: string; $ref?: string }> }>;
  };
}

describe('the OpenAPI document', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  before(async () => {
    test = await testApp({ baseUrl: 'https://farhang.gov.ir', logLevel: process.env.LOG ?? 'silent' });
  });
  const documentIn = async (language: string): Promise<Found> =>
    (await supertest(test.app).get('/api/v1/openapi.json').set('Accept-Language', language).expect(200)).body;

  it('passes the recommended rules of a linter without a warning', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: JSON.stringify(await documentIn('en')), config });
    assert.deepEqual(
      problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
      [],
    );
  });

  it('would be found wrong: a path without its parameter is a problem', async () => {
    const document = await documentIn('en');
    const [operation] = Object.values(document.paths['/waves/{wave}'] ?? {});
    Object.assign(operation ?? {}, { parameters: [] });
    const config = await createConfig({ extends: ['recommended'] });
    assert.notEqual((await lintFromString({ source: JSON.stringify(document), config })).length, 0);
  });

  it('tells every endpoint, and every field in words of the language', async () => {
    for (const language of ['fa', 'en']) {
      const { openapi, paths, components } = await documentIn(language);
      assert.match(openapi, /^3\.1\./);
      const told = Object.values(paths).flatMap((path) => Object.values(path));
      assert.deepEqual(told.map((one) => one.operationId).sort(), endpoints.map(({ id }) => id).sort());
      for (const { operationId, summary } of told) {
        assert.doesNotMatch(summary, /api:|^operation/, operationId);
        assert.equal(/\p{Script=Arabic}/u.test(summary), language === 'fa', summary);
      }
      const fields = Object.values(components.schemas).flatMap(({ properties }) =>
        Object.entries(properties ?? {}),
      );
      assert.ok(fields.length > 80, `${fields.length}`);
      const wordless = fields.filter(([, { description, $ref }]) => !description && !$ref);
      assert.deepEqual([...new Set(wordless.map(([name]) => name))], ['file', 'anonymity', 'columns']);
    }
  });

  it('is a page of our own in both languages that needs no script and explains every problem', async () => {
    for (const [prefix, language] of [
      ['', 'fa'],
      ['/en', 'en'],
    ] as const) {
      const { text, headers } = await supertest(test.app).get(`${prefix}/api/reference`).expect(200);
      const $ = load(text);
      assert.equal($('script').length, 0);
      assert.equal(headers['set-cookie'], undefined);
      for (const { id } of endpoints) assert.equal($(`[id="${id}"]`).length, 1, id);
      for (const kind of Object.values(problemKinds))
        assert.equal($(`[id="problem-${kind}"]`).length, 1, kind);
      for (const link of $('main a[href^="#"]').toArray())
        assert.equal($(`[id="${$(link).attr('href')?.slice(1)}"]`).length, 1);
      $('code, pre').remove();
      assertReads($.html(), language);
    }
  });
});

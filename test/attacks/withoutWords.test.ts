/**
 * Somebody without an account and without the words wants the results of a wave that is released to employees, by every address that needs
 * no sign-in, in every language and scope.
 */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { storedWave } from '../reportPages/storedWave.ts';
import { routesOf } from '../support/routesOf.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const words = 'انار-کبوتر-دریا';
const offices = ['root', 'north', 'south', 'small', 'south.joined'];
const results = '/waves/wave/results';

describe('who wants the results for employees without their words', () => {
  useDatabase({ emptyEach: false });
  let app: Express;
  /** Numbers of the results as they stand on the page of those who have the words. */
  let numbers: string[];

  before(async () => {
    ({ app } = await testApp());
    await storedWave({ wave: { releasedTo: ['managers', 'employees'], resultsWords: words } });
    const agent = supertest.agent(app);
    const { headers } = await agent.post(results).type('form').send({ words }).expect(303);
    const cookie = String([headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
    const page = await supertest(app).get(results).set('Cookie', cookie).expect(200);
    assert.equal(page.headers['cache-control'], 'no-store');
    numbers = load(page.text)('.big-number')
      .toArray()
      .map((one) => load(one).text().trim());
    assert.ok(numbers.length > 0 && numbers.every((number) => /[۰-۹]/.test(number)));
    assert.ok(tells(page.text), 'what is looked for is there to be found');
  });

  /** What a reply tells of the results: one of their numbers, or a drawing of them. */
  const tells = (text: string) => {
    const page = load(text);
    page('script, style, nav').remove();
    const body = page('main').text() || text;
    return (
      page('.big-number, main svg.ruler, table.numbers').length > 0 ||
      numbers.some((one) => body.includes(one))
    );
  };
  const told: string[] = [];
  const look = async (what: string, reply: PromiseLike<supertest.Response>) => {
    const { status, text = '', body } = await reply;
    const bytes = Buffer.isBuffer(body) ? body.toString('utf8') : '';
    if (status === 304 || tells(text) || tells(bytes)) told.push(`${what}: ${status}`);
  };

  it('finds nothing at any address that needs no sign-in, nor with the interface for programs', async () => {
    const open = routesOf(app).filter(({ method, path }) => method === 'GET' && !path.startsWith('/desk/'));
    const filled = open.flatMap(({ path }) =>
      (path.includes(':office') ? offices : ['root']).map((office) =>
        path
          .replace(':office', office)
          .replace(/:wave|:id/, 'wave')
          .replaceAll(/[:*]\w+/g, 'wave'),
      ),
    );
    assert.ok(filled.filter((path) => path.startsWith(results)).length > offices.length, filled.join());
    for (const path of new Set(filled))
      for (const prefix of ['', '/en', '/azb'])
        for (const query of ['', '?scope=own', '?scope=subtree'])
          await look(prefix + path + query, supertest(app).get(prefix + path + query));
    assert.deepEqual(told, []);
  });
});

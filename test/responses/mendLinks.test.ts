/** Links that came badly off their way lead to the page that was meant, and the code goes behind the `#`. */
import assert from 'node:assert/strict';
import supertest from 'supertest';
import { newCode } from '../../server/participation/code.ts';
import { readCode, writeCode } from '../../server/participation/codeText.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const code = newCode();
const typed = writeCode(code);

/** The page that is meant, and whether the code goes behind its `#`; where not, the browser keeps what it has there. */
const links: [string, string, boolean][] = [
  [`/w/WAVE%23${typed}`, '/w/WAVE', true],
  [`/w/WAVE%2523${typed}`, '/w/WAVE', true],
  [`/w/WAVE%252523${code}`, '/w/WAVE', true],
  [`/en/w/WAVE%23${typed}%E2%80`, '/en/w/WAVE', true],
  [`/w/WAVE/${typed}`, '/w/WAVE', true],
  [`/w/WAVE/${code.toLowerCase()}`, '/w/WAVE', true],
  [`/w/WAVE%EF%BC%83${typed}`, '/w/WAVE', true],
  [`/w/WAVE&${typed}`, '/w/WAVE', true],
  [`/w/WAVE;jsessionid=0123456789ABCDEF0123/${typed}`, '/w/WAVE', true],
  ['/w/WAVE;jsessionid=0123456789ABCDEF0123', '/w/WAVE', false],
  ['/w/WAVE.', '/w/WAVE', false],
  ['/w/WAVE,', '/w/WAVE', false],
  ['/w/WAVE%C2%BB', '/w/WAVE', false],
  ['/w/WAVE%E2%80%8F', '/w/WAVE', false],
  ['/w/WAVE%', '/w/WAVE', false],
  ['/w/WAVE%20', '/w/WAVE', false],
  ['/W/UPPER', '/w/WAVE', false],
  ['/EN/w/UPPER', '/en/w/WAVE', false],
  ['//w/WAVE', '/w/WAVE', false],
  [`/%23${typed}`, '/', true],
  [`/en/%23${typed}`, '/en/', true],
  [`/${typed}`, '/', true],
];

describe('links that travelled badly', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let wave: string;

  before(async () => {
    test = await testApp();
    ({ _id: wave } = (await situation.openWave({ keyDir: test.config.keyDir, offices: 1 })).wave);
  });

  const named = (text: string) => text.replace('WAVE', wave).replace('UPPER', wave.toUpperCase());

  for (const [link, page, hasCode] of links)
    it(`such as ${link.replace(typed, 'CODE').replace(new RegExp(code, 'i'), 'CODE')} lead to ${page}`, async () => {
      const { headers } = await supertest(test.app).get(named(link)).expect(303);
      const [address, fragment] = (headers.location ?? '').split('#');
      assert.equal(address, named(page));
      if (hasCode) assert.equal(readCode(fragment ?? ''), code);
      else assert.equal(fragment, undefined);
      await supertest(test.app).get(named(page)).expect(200);
    });

  it('that name a kiosk go on, and nothing leads to another site or away from a page that is right', async () => {
    const kiosk = await supertest(test.app).get('/kiosk%23abcdefghabcdefghabcdefghabcdefgh').expect(303);
    assert.equal(kiosk.headers.location, '/kiosk#abcdefghabcdefghabcdefghabcdefgh');
    for (const link of [
      '/%5Cevil.example%23x',
      '/%2F%2Fevil.example%23x',
      '/https:%2F%2Fevil.example%23x',
      `/w/nowhere%23${typed}`,
    ])
      await supertest(test.app).get(link).expect(404);
    for (const path of [
      `/w/${wave}`,
      `/w/${wave}/`,
      `/w/${wave}/keys`,
      `/w/${wave}?fbclid=IwAR0123456789abcdef`,
      '/',
      '/privacy',
    ])
      await supertest(test.app).get(path).expect(200);
  });
});

/** The first page is kept packed for everyone; what must show at once still does. */
import assert from 'node:assert/strict';
import supertest from 'supertest';
import { WaveModel } from '../../server/waves/wave.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

describe('the kept first page', () => {
  useDatabase();
  let test: TestApp;
  let path: string;
  let id: string;

  beforeEach(async function () {
    this.timeout(120_000);
    test = await testApp();
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 });
    id = wave._id;
    path = `/w/${id}`;
  });
  const get = (address = path) => supertest(test.app).get(address).set('Accept-Encoding', 'br');

  it('is the same page, with the same headers, as the one rendered for the first reader', async () => {
    const first = await get().expect(200);
    const again = await get().expect(200);
    assert.equal(again.text, first.text);
    for (const name of [
      'content-type',
      'cache-control',
      'content-security-policy',
      'content-encoding',
      'vary',
    ]) {
      assert.equal(again.headers[name], first.headers[name], name);
    }
    assert.equal(again.headers['set-cookie'], undefined);
  });

  it('is rendered and packed once: what is kept is sent as a whole, and told by its length', async () => {
    const rendered = await get().expect(200);
    assert.equal(rendered.headers['content-length'], undefined, 'packed while it is sent');
    let kept = await get();
    for (let asked = 1; asked < 500 && !kept.headers['content-length']; asked += 1) kept = await get();
    assert.ok(Number(kept.headers['content-length']) > 1000);
    assert.equal(kept.text, rendered.text);
  });

  it('is kept apart by language', async () => {
    for (const _ of ['rendered', 'kept']) {
      assert.match((await get().expect(200)).text, /<html lang="fa" dir="rtl">/);
      assert.match((await get(`/en${path}`).expect(200)).text, /<html lang="en" dir="ltr">/);
    }
  });

  it('shows a change of the wave at once', async () => {
    await get().expect(200);
    await get().expect(200);
    await WaveModel.updateOne({ _id: id }, { $set: { title: 'نام تازه', launchedAt: new Date(0) } });
    assert.match((await get().expect(200)).text, /نام تازه/);
  });

  it('is gone when the wave ends', async () => {
    const open = await get().expect(200);
    await get().expect(200);
    test.clock.set(new Date(test.clock.now().getTime() + 30 * 86_400_000));
    assert.notEqual((await get()).text, open.text);
  });

  it('answers 304 to a browser that has it', async () => {
    await get().expect(200);
    const { headers } = await get().expect(200);
    await get().set('If-None-Match', String(headers.etag)).expect(304);
  });
});

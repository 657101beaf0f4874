/** Beyond capacity: refused at once with a time to come again, nothing half-done, and everything as before when the rush is over. */
import assert from 'node:assert/strict';
import supertest from 'supertest';
import { Overloaded, overloadGate } from '../../server/http/overloadGate.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

describe('a gate', () => {
  it('lets so many through at once, refuses the next without waiting, and tells of the first refusal only', async () => {
    let told = 0;
    const { run, requireRoom } = overloadGate(2, () => {
      told += 1;
    });
    requireRoom();
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => ends.push(resolve));
    const running = [run(work), run(work)];
    for (let attempt = 0; attempt < 3; attempt += 1) await assert.rejects(run(work), Overloaded);
    assert.throws(requireRoom, Overloaded);
    assert.equal(ends.length, 2);
    assert.equal(told, 1);
    for (const end of ends) end();
    await Promise.all(running);
    assert.equal(await run(async () => 'served'), 'served');
    await assert.rejects(
      run(async () => {
        throw new Error('failed');
      }),
      /failed/,
    );
    assert.deepEqual(await Promise.all([run(async () => 1), run(async () => 2)]), [1, 2]);
  });
});

describe('a server that has as much to do as it can', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let full: TestApp;
  let open: OpenWave;

  before(async () => {
    test = await testApp();
    full = await testApp({ keyDir: test.config.keyDir }, { maxConcurrentRequests: 0 });
    open = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 1 });
  });

  function assertToldToComeAgain({ status, headers, body }: supertest.Response) {
    assert.equal(status, 503);
    assert.equal(body.error.key, 'errors:overloaded');
    assert.ok(Number(headers['retry-after']) > 0);
    assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/);
  }

  it('uses no right and stores no ballot, and takes both when they come again', async () => {
    const [code] = open.codes.office1!;
    const [free, busy] = [test, full].map(({ app }) => voter(app, open.wave._id));
    const blinded = await free!.blind('office1');
    assertToldToComeAgain(await busy!.sign(code!, blinded));
    assert.equal(await InvitationModel.countDocuments({ used: true }), 0);
    const { body } = await free!.sign(code!, blinded).expect(200);
    const credential = await free!.unblind(blinded, body.signature);
    const answers = { items: { [instrument().dimensions[0]!.items[0]!.id]: 4 } };
    assertToldToComeAgain(await busy!.ballot(credential, answers));
    assert.equal(await BallotModel.countDocuments({}), 0);
    await free!.ballot(credential, answers).expect(201);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('says so on a page, in the language of the reader', async () => {
    for (const [path, sentence] of [
      ['/privacy', 'سامانه شلوغ است'],
      ['/en/privacy', 'The server is busy'],
    ] as const) {
      const page = await supertest(full.app).get(path).set('Accept', 'text/html').expect(503);
      assert.match(page.text, new RegExp(sentence));
      assert.ok(Number(page.headers['retry-after']) > 0);
    }
  });

  it('makes no page and no document for strangers either', async () => {
    const made = ['/', '/privacy', '/suggestions', '/suggestions/new', '/desk/login', '/waves/x/results'];
    for (const path of [...made, '/api/reference', '/api/v1/openapi.json', '/en/api/reference'])
      await supertest(full.app).get(path).expect(503);
  });

  it('tells its state where its health is asked for', async () => {
    const { body } = await supertest(full.app).get('/healthz').expect(503);
    assert.match(body.reason, /room/);
    await supertest(test.app).get('/healthz').expect(200);
  });
});

import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { newCode } from '../../server/participation/code.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';
import { withoutId } from '../support/withoutId.ts';

function modulusOf(verifyingKey: string): Buffer {
  const key = createPublicKey({ key: Buffer.from(verifyingKey, 'base64'), format: 'der', type: 'spki' });
  return Buffer.from(key.export({ format: 'jwk' }).n!, 'base64url');
}

describe('trading an invitation for a signature', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  let other: OpenWave;

  before(async () => {
    test = await testApp();
    open = await situation.openWave({ keyDir: test.config.keyDir, invitations: 8 });
    other = await situation.openWave({ keyDir: test.config.keyDir, offices: 1 });
  });
  afterEach(() => test.clock.set(noon));

  const someone = () => voter(test.app, open.wave._id);
  const nextCode = () => open.codes.office1!.pop()!;

  it('signs the same blinded token again with the same result: a lost reply costs nobody the vote', async () => {
    const code = nextCode();
    const blinded = await someone().blind('office1');
    const first = await someone().sign(code, blinded).expect(200);
    const again = await someone().sign(code, blinded).expect(200);
    assert.equal(first.body.signature, again.body.signature);
  });

  it('refuses a different token for the same invitation, kindly', async () => {
    const code = nextCode();
    await someone().credential(code);
    const { body } = await someone()
      .sign(code, await someone().blind('office1'))
      .expect(409);
    assert.equal(body.error.key, 'participation:alreadyUsed');
    assert.match(body.error.message, /پیش‌تر استفاده شده است/);
  });

  it('of two tokens sent at once for one code, signs exactly one', async () => {
    const code = nextCode();
    const tokens = await Promise.all([1, 2, 3, 4].map(() => someone().blind('office1')));
    const replies = await Promise.all(tokens.map((token) => someone().sign(code, token)));
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409, 409]);
  });

  it('answers unknown, malformed and foreign codes with the same bytes', async () => {
    const blinded = await someone().blind('office1');
    const codes = [newCode(), 'no code at all', '', other.codes.office1![0]!, '\u0000'.repeat(400)];
    const replies = await Promise.all(codes.map((code) => someone().sign(code, blinded)));
    const rights = await Promise.all(codes.map((code) => someone().right(code)));
    for (const list of [replies, rights]) {
      assert.deepEqual(
        [...new Set(list.map(({ status, text }) => `${status} ${withoutId(text)}`))].length,
        1,
      );
      assert.equal(list[0]!.status, 404);
      const headers = list.map(({ headers: { date, etag, 'x-request-id': id, ...rest } }) =>
        JSON.stringify(rest),
      );
      assert.equal(new Set(headers).size, 1);
    }
  });

  it('does the same work in the store for unknown, malformed and foreign codes', async () => {
    const blinded = await someone().blind('office1');
    const done: string[] = [];
    mongoose.set('debug', (collection: string, method: string) => void done.push(`${collection}.${method}`));
    const workFor = async (code: string) => {
      const works: string[] = [];
      for (const ask of [
        () => someone().right(code),
        () => someone().sign(code, blinded),
        () => supertest(test.app).post('/right').send({ code }),
        () => supertest(test.app).post(`/w/${open.wave._id}/answers`).type('form').send({ code }),
      ]) {
        done.length = 0;
        const { text } = await ask();
        works.push(
          `${done.filter((work) => !work.startsWith('waves')).join()} ${text.replaceAll(code, '').length}`,
        );
      }
      return works.join('|');
    };
    try {
      const codes = [newCode(), 'no code at all ______', other.codes.office1![0]!];
      const works: string[] = [];
      for (const code of codes.slice(0, 2)) works.push(await workFor(code));
      assert.equal(new Set(works).size, 1, works.join('\n'));
      assert.match(works[0]!, /invitations\.findOne/);
      const foreign = (await workFor(codes[2]!)).split('|');
      assert.deepEqual(
        [foreign[0], foreign[1], foreign[3]],
        [0, 1, 3].map((i) => works[0]!.split('|')[i]),
      );
    } finally {
      mongoose.set('debug', false);
    }
  });

  it('leaves the right unused when the token is malformed', async () => {
    const code = nextCode();
    for (const blinded of ['', 'AAAA', Buffer.alloc(256, 255).toString('base64'), 'x'.repeat(1999)]) {
      await someone().post('signature', { code, blinded }).expect(400);
    }
    await someone().post('signature', { code }).expect(400);
    assert.equal((await someone().right(code).expect(200)).body.used, false);
  });

  it('leaves the right unused when the token fits the key of another unit only', async () => {
    const units = open.wave.units.map(({ code, verifyingKey }) => ({
      code,
      modulus: modulusOf(verifyingKey!),
    }));
    const [smaller, larger] = units.sort((a, b) => Buffer.compare(a.modulus, b.modulus));
    const code = open.codes[smaller!.code]!.pop()!;
    const misfit = () =>
      someone().post('signature', { code, blinded: larger!.modulus.fill(0, 248).toString('base64') });
    const before = await misfit().expect(400);
    assert.equal((await someone().right(code).expect(200)).body.used, false);
    await someone().credential(code);
    const afterwards = await misfit().expect(400);
    assert.equal(
      withoutId(afterwards.text),
      withoutId(before.text),
      'it says the same once the owner has answered',
    );
  });

  it('stores no time with a used right', async () => {
    await someone().credential(nextCode());
    const used = await InvitationModel.find({ used: true }).lean();
    assert.ok(used.length > 0);
    assert.doesNotMatch(JSON.stringify(used), /\d{4}-\d\d-\d\d|At"/);
  });

  it('signs in the grace time and not after it, nor before the opening, nor once withdrawn', async () => {
    const [code] = open.codes.office2!;
    const blinded = await someone().blind('office2');
    const { opensAt, closesAt, graceHours } = open.wave;
    test.clock.set(new Date(opensAt!.getTime() - 1));
    assert.equal(
      (await someone().sign(code!, blinded).expect(409)).body.error.key,
      'responses:refused.notYetOpen',
    );
    test.clock.set(new Date(closesAt!.getTime() + graceHours * 3_600_000));
    assert.equal(
      (await someone().sign(code!, blinded).expect(409)).body.error.key,
      'responses:refused.ended',
    );
    test.clock.set(new Date(closesAt!.getTime() + 1000));
    await someone().sign(code!, blinded).expect(200);
    await WaveModel.updateOne({ _id: open.wave._id }, { $set: { state: 'withdrawn' } });
    assert.equal(
      (await someone().sign(code!, blinded).expect(409)).body.error.key,
      'responses:refused.withdrawn',
    );
  });

  it('knows no wave that does not exist', async () => {
    await voter(test.app, 'nosuchwave').right('x').expect(404);
  });
});

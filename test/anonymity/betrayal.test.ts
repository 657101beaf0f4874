/**
 * Data that cannot betray: known people answer, in both ways; then everything that is stored, logged or written to disk
 * is read as an attacker would, before the count and after it, looking for anything that ties a person to an answer.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import { pino } from 'pino';
import supertest from 'supertest';
import { createApp } from '../../server/app.ts';
import { createFailureLimits } from '../../server/http/failureLimits.ts';
import { hashCode } from '../../server/participation/code.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { countUnit } from '../../server/responses/countUnit.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { ballotOpener } from '../../server/waves/keys/ballotOpener.ts';
import { destroyWaveKeys } from '../../server/waves/keys/signingKeys.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { type PostedCredential, voter } from '../support/voter.ts';

interface Person {
  code: string;
  value: number;
  comment: string;
  credential?: PostedCredential;
  blinded?: string;
  nonce?: string;
}

const items = instrument().dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id));
const question = instrument().openQuestions[0]!.id;

type Stored = Record<string, unknown[]>;

async function everything(): Promise<Stored> {
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  const named = collections.map(async (one) => [one.collectionName, await one.find({}).toArray()] as const);
  return Object.fromEntries(await Promise.all(named));
}

/** All text in which a value could hide: as JSON, and every binary as hex, base64 and both encodings of text. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    return [
      bytes.toString('hex'),
      bytes.toString('base64'),
      bytes.toString('utf8'),
      bytes.toString('utf16le'),
    ].join();
  }
  if (value instanceof mongoose.mongo.Binary) return textOf(value.buffer);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(textOf).join();
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${key}:${textOf(inner)}`)
      .join();
  }
  return String(value);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path);
    return statSync(path).isFile() ? [path] : [];
  });
}

describe('data that cannot betray', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  let log = '';
  const people: Person[] = [];

  before(async () => {
    const base = await testApp();
    const destination = new Writable({
      write(chunk, _encoding, done) {
        log += chunk;
        done();
      },
    });
    const logger = pino({ level: 'trace' }, destination);
    const failureLimits = createFailureLimits();
    const app = createApp({ ...base, logger, sessionSecret: 'a secret of the tests', failureLimits });
    test = { ...base, app };
    open = await situation.openWave({
      keyDir: base.config.keyDir,
      offices: 1,
      invitations: 8,
      headcount: 30,
    });
    const codes = open.codes.office1!;
    for (const [index, code] of codes.entries()) {
      const person: Person = { code, value: 1 + (index % 5), comment: `نظر یگانهٔ شماره ${index} از من` };
      people.push(person);
      await (index < 4 ? voteInBrowser(person) : voteWithoutScript(person));
    }
    await supertest(app).post(`/w/${open.wave._id}/right`).send({ code: 'wrong' });
    await supertest(app).get(`/w/${open.wave._id}?code=${codes[0]}`);
    await supertest(app).post(`/w/${open.wave._id}/ballots`).send({ credential: people[0]!.credential });
  });

  async function voteInBrowser(person: Person) {
    const box = voter(test.app, open.wave._id);
    const blinded = await box.blind('office1');
    const { body } = await box.sign(person.code, blinded).expect(200);
    person.blinded = blinded.blinded;
    person.credential = await box.unblind(blinded, body.signature);
    const answers = { items: { [items[0]!]: person.value }, openAnswers: { [question]: person.comment } };
    await box.ballot(person.credential, answers).expect(201);
  }

  async function voteWithoutScript(person: Person) {
    const path = `/w/${open.wave._id}/answers`;
    const first = await supertest(test.app).post(path).type('form').send({ code: person.code }).expect(200);
    person.nonce = String(load(first.text)('input[name="nonce"]').attr('value'));
    const answers = { [`i.${items[0]}`]: String(person.value), [`o.${question}`]: person.comment };
    const form = { code: person.code, nonce: person.nonce, step: '99', go: 'send', ...answers };
    await supertest(test.app).post(path).type('form').send(form).expect(200);
  }

  /** Whatever a person's own browser held and the store must not. */
  function secretsOf(
    { code, comment, credential, blinded, nonce }: Person,
    commentsMayShow: boolean,
  ): string[] {
    const forms = (base64: string) => [base64, Buffer.from(base64, 'base64').toString('hex')];
    const secrets = [code, ...forms(credential?.message ?? ''), ...forms(credential?.signature ?? '')];
    secrets.push(...forms(blinded ?? ''), nonce ?? '', ...(commentsMayShow ? [] : [comment]));
    return secrets.filter(Boolean);
  }

  function requireNoSecret(text: string, commentsMayShow = false) {
    for (const person of people) {
      for (const secret of secretsOf(person, commentsMayShow)) {
        assert.ok(!text.includes(secret), `found ${secret.slice(0, 40)}`);
      }
    }
  }

  it('took all eight answers', async () => {
    assert.equal(await BallotModel.countDocuments({}), people.length);
    assert.equal(await InvitationModel.countDocuments({ used: true }), people.length);
  });

  it('stores no code, token, signature, nonce or readable answer while the wave runs', async () => {
    requireNoSecret(textOf(await everything()));
  });

  it('shares no value between an invitation and a ballot but wave and unit', async () => {
    const { invitations = [], ballots = [] } = await everything();
    const valuesOf = (documents: unknown[]) =>
      new Set(
        documents.flatMap((one) =>
          Object.values(one as object)
            .flat()
            .map(textOf),
        ),
      );
    const onInvitations = valuesOf(invitations);
    const shared = [...valuesOf(ballots)].filter((value) => onInvitations.has(value));
    assert.deepEqual(shared.sort(), [open.wave._id, 'office1'].sort());
  });

  it('keeps hashes that no other stored hash can be computed from', async () => {
    const { invitations = [], ballots = [] } = await everything();
    const known = textOf([invitations, ballots]);
    const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
    for (const one of invitations as { _id: string; codeHashes: string[]; blindedHash: string }[]) {
      for (const value of [one._id, one.blindedHash, ...one.codeHashes]) {
        assert.ok(!known.includes(sha256(value)) && !known.includes(sha256(Buffer.from(value, 'hex'))));
      }
    }
    for (const { code } of people) assert.ok(known.includes(hashCode(code)));
  });

  it('has no time, order or address on anything of an employee', async () => {
    const { invitations = [], ballots = [] } = await everything();
    for (const document of [...invitations, ...ballots] as Record<string, unknown>[]) {
      for (const [field, value] of Object.entries(document)) {
        assert.ok(!(value instanceof Date) && !(value instanceof mongoose.Types.ObjectId), field);
        assert.ok(typeof value !== 'number', field);
      }
    }
    const ids = (ballots as { _id: string }[]).map(({ _id }) => _id);
    const sent = people.flatMap(({ credential }) =>
      credential
        ? [createHash('sha256').update(Buffer.from(credential.message, 'base64')).digest('hex')]
        : [],
    );
    assert.ok(sent.every((id) => ids.includes(id)));
  });

  it('writes nothing of it to the log, not even when something goes wrong', () => {
    assert.ok(log.length > 0);
    requireNoSecret(log);
    assert.doesNotMatch(log, /127\.0\.0\.1|::1|remoteAddress|headers|"url"/);
  });

  it('leaves no readable trace in the files of the store', async () => {
    const folder = (mongoose.connection.getClient().options as { hosts?: { socketPath?: string }[] })
      .hosts?.[0];
    if (!folder?.socketPath) return;
    const place = join(folder.socketPath, '..');
    const bytes = filesUnder(place).map((file) => readFileSync(file));
    for (const { comment, code } of people) {
      for (const content of bytes) {
        assert.ok(!content.includes(code) && !content.includes(comment));
        assert.ok(!content.includes(Buffer.from(comment, 'utf16le')));
      }
    }
  });

  it('after the count links nothing either: new random ids, no time, comments apart', async () => {
    const opener = ballotOpener(test.config.keyDir, open.wave._id);
    const before = await BallotModel.find().lean();
    await countUnit({
      wave: open.wave,
      unit: 'office1',
      open: opener,
      onContent: () => {},
      saveTally: async () => {},
    });
    destroyWaveKeys(test.config.keyDir, open.wave._id);
    const stored = await everything();
    requireNoSecret(textOf(stored), true);
    assert.equal((stored.ballots ?? []).length, 0);
    const responses = await ResponseModel.find().lean();
    assert.equal(responses.length, people.length);
    const earlier = new Set(before.map(({ _id }) => _id));
    for (const { _id } of responses) assert.ok(!earlier.has(_id));
    assert.ok(!textOf(stored.responses).includes('نظر'));
    const valuesOf = (documents: unknown[] = []) =>
      new Set(documents.flatMap((one) => Object.values(one as object).map(textOf)));
    const [ratings, comments] = [valuesOf(stored.responses), valuesOf(stored.comments)];
    const shared = [...comments].filter((value) => ratings.has(value));
    assert.deepEqual(shared.sort(), [open.wave._id, 'office1'].sort());
  });
});

/**
 * A running wave told twice: once with one person fewer who has answered. Everything that all roles and strangers can read or are mailed,
 * also what pages say after a button was pressed, must be the same to the byte as long as no step is crossed.
 */
import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { endpoints } from '../../server/api/endpoints.ts';
import { sendDigests } from '../../server/campaigns/digest/sendDigests.ts';
import { ParticipationLedgerModel } from '../../server/campaigns/progress/participationLedger.ts';
import { BounceCountModel } from '../../server/participation/bounce/bounceCount.ts';
import { ChannelModel } from '../../server/participation/delivery/channel.ts';
import { DeliveryModel } from '../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { ReminderModel } from '../../server/participation/reminder/reminder.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { readSecretKeys } from '../../server/waves/keys/waveKeysFile.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { program } from '../api/situation.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { declaredRoles } from '../support/rolesByRoute.ts';
import { situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { readBy } from './everythingReadable.ts';

/** Invited in each of the three offices, so that a step is of five people. */
const invited = 45;
const answered = { office1: 12, office2: 21, office3: 7 };
/** Of those in office1 who have not answered: the first have an address that is refused now, the next still wait for their reminder. */
const [refused, waiting] = [14, 12];

/** Who has answered besides: nobody, one whose reminder would be refused, one whose reminder would wait, one without an address. */
const worlds = { nobody: null, refused: 'office1-12', waiting: 'office1-30', slip: 'office2-21' };
type World = keyof typeof worlds;

describe('all that all roles can read of a running wave', function () {
  this.timeout(600_000);
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let wave: Wave;
  let readers: [string, Agent, string[]][];

  before(async () => {
    test = await testApp({ metrics: { port: 0, token } });
    ({ wave } = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 3,
      headcount: invited,
      invitations: 0,
    }));
    readers = await readersOf(test, wave);
  });

  async function tell(world: World): Promise<void> {
    for (const model of [InvitationModel, DeliveryModel, BallotModel, ReminderModel, ChannelModel])
      await (model as typeof InvitationModel).deleteMany({});
    await ParticipationLedgerModel.deleteMany({});
    // Read anew, as in the next hour.
    await mongoose.connection.collection('hourlyFigures').deleteMany({});
    const invitations = Object.entries(answered).flatMap(([office, count]) =>
      Array.from({ length: invited }, (_, at) => {
        const _id = `${office}-${at}`;
        return { _id, wave: wave._id, office, unit: office, used: at < count || _id === worlds[world] };
      }),
    );
    await InvitationModel.insertMany(invitations);
    await BounceCountModel.deleteMany({});
    await BounceCountModel.create({
      _id: wave._id,
      failed: refused - Number(world === 'refused'),
      delayed: waiting - Number(world === 'waiting'),
    });
    await ReminderModel.create({
      _id: 'reminder',
      wave: wave._id,
      at: test.clock.now(),
      state: 'done',
      queued: invited - answered.office1 - Number(worlds[world]?.startsWith('office1') ?? false),
    });
    await DeliveryModel.insertMany(
      invitations
        .filter(({ office }) => office === 'office1')
        .map(({ _id, used }, at) => {
          const place = at - answered.office1;
          const left =
            place < refused
              ? place % 2
                ? 'failed'
                : 'refused'
              : place < refused + waiting
                ? 'waiting'
                : 'sent';
          const state = used ? 'sent' : left;
          const notBefore = state === 'waiting' ? test.clock.now() : null;
          return {
            _id,
            wave: wave._id,
            office: 'office1',
            channel: 'email',
            purpose: 'reminder',
            state,
            notBefore,
          };
        }),
    );
    const ballots = invitations.filter(({ used }) => used);
    await BallotModel.insertMany(
      ballots.map(({ _id, unit }) => ({
        _id: `ballot ${_id}`,
        wave: wave._id,
        unit,
        sealed: Buffer.alloc(9),
      })),
    );
  }

  async function readWorld(world: World): Promise<Map<string, string>> {
    await tell(world);
    await postForm(readers[0]![1], '/desk/digest', { address: '' });
    const found = new Map<string, string>();
    for (const [name, agent, addresses] of readers)
      for (const address of addresses)
        found.set(`${name} ${address}`, ofAnswering(await readBy(agent, address), address));
    found.set('mailed', await digest());
    const [, administrator] = readers[0]!;
    for (const button of ['hold', 'resumption', 'retry']) {
      await postForm(administrator, `/desk/waves/${wave._id}/deliveries/${button}`, {});
      found.set(`after ${button}`, await readBy(administrator, `/desk/waves/${wave._id}/deliveries`));
    }
    return found;
  }

  /** The text of the daily mail. */
  async function digest(): Promise<string> {
    const texts: string[] = [];
    const [, administrator] = readers[0]!;
    await postForm(administrator, '/desk/digest', { address: '' });
    await postForm(administrator, '/desk/digest', { address: 'sara@example.ir' });
    const send = async (_: string, message: { text: string }) => {
      texts.push(message.text);
      return { kind: 'sent' as const };
    };
    await sendDigests({ send } as never, test.clock.now(), 'https://p.ea.ir');
    assert.equal(texts.length, 1);
    return texts[0]!;
  }

  it('is the same to the byte whether one more person has answered or not', async () => {
    const before = await readWorld('nobody');
    const shown = [...before.values()].filter((content) => content.startsWith('200'));
    const queue = before.get(`administrator /desk/waves/${wave._id}/deliveries`)!;
    assert.match(queue, /دست‌کم ۱۰ یادآوری نرسیده است/);
    const { signing, sealing } = readSecretKeys(test.config.keyDir, wave._id);
    for (const secret of [...Object.values(signing), sealing.secretKey])
      for (const [address, content] of before) assert.ok(!content.includes(secret), `${address} has a key`);
    for (const part of ['monitoring /metrics', 'administrator /desk/system/condition.json'])
      assert.match(before.get(part) ?? '', /^200/, part);
    assert.match(before.get('monitoring /metrics')!, /wave_answers_received.*messages_waiting/s);
    assert.ok(shown.length > 40, `only ${shown.length} of ${before.size} were there to be read`);
    for (const world of ['refused', 'waiting', 'slip'] as const) {
      const after = await readWorld(world);
      const telling = [...before].filter(([address, content]) => after.get(address) !== content);
      assert.deepEqual(
        telling.map(
          ([address, content]) => `${world}: ${address} ${firstDifference(content, after.get(address)!)}`,
        ),
        [],
      );
    }
  });

  it('differs when a step is crossed, so that the comparison can fail', async () => {
    const before = await readWorld('nobody');
    await tell('nobody');
    await InvitationModel.updateMany({ office: 'office3' }, { $set: { used: true } });
    const [, administrator] = readers[0]!;
    const address = `/desk/waves/${wave._id}`;
    assert.notEqual(await readBy(administrator, address), before.get(`administrator ${address}`));
  });
});

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return `${one.slice(at - 60, at + 40)} | ${other.slice(at - 20, at + 40)}`.replaceAll(/\s+/g, ' ');
}

/** Pages about other things than the wave: with a new secret for an authenticator app each time, or when a program last asked. */
const aside = /sessions|audit|tokens|account$|second-factor\/app/;

/** Memory and disk of the machine that runs the test, in whose numbers this wave is nothing. */
const ofMachine =
  /"(free|size|data|used|limit)":\d+|[\d۰-۹٫.,٬]+ (مگابایت|گیگابایت|MB|GB)|store_(free_)?bytes \d+|\["(etag|content-length)",[^\]]*\]/g;
const ofAnswering = (content: string, address: string) =>
  /system|metrics/.test(address) ? content.replace(ofMachine, '') : content;

/** Of the monitoring program, which reads metrics. */
const token = 'a token of the monitoring';

const programs = {
  administrator: { role: 'administrator' },
  analyst: { role: 'analyst' },
  manager: { role: 'manager', offices: ['office1'] as string[] },
} as const;

/** Every address of the interface that reads; a refusal is compared like an answer. */
const addressesOf = (wave: string) => (one: (typeof endpoints)[number]) =>
  one.method === 'get'
    ? [`/api/v1${one.path.replace('{wave}', wave).replace('{office}', 'office1').replace('{plan}', 'plan')}`]
    : [];

/** Each role with the addresses that are its own; managers of the office that one more person of answers in. */
async function readersOf({ app }: TestApp, { _id }: Wave): Promise<[string, Agent, string[]][]> {
  const routes = Object.entries(await declaredRoles()).filter(([route]) => route.startsWith('GET '));
  const readers: [string, Agent, string[]][] = [];
  for (const person of Object.values(people)) {
    const grants = person.role === 'manager' ? [{ office: 'office1', from: null, to: null }] : [];
    const agent = await signInAs(app, { ...person, grants });
    const own = routes.filter(([, allowed]) => allowed !== 'anyone' && allowed.includes(person.role));
    const addresses = own.flatMap(([route]) => {
      const path = route
        .replace('GET ', '')
        .replace(/:wave\b|(?<=waves\/):id/, _id)
        .replace(':office', 'office1');
      return path.includes(':') || aside.test(path) ? [] : [`/desk${path}`];
    });
    readers.push([person.role, agent, ['/desk', ...addresses]]);
  }
  const monitoring = supertest.agent(app).set('Authorization', `Bearer ${token}`);
  readers.push(['monitoring', monitoring as unknown as Agent, ['/metrics']]);
  const open = ['', 'results', 'declined', 'keys'].map((page) => `/w/${_id}/${page}`);
  for (const [name, wanted] of Object.entries(programs))
    readers.push([`program of ${name}`, await program(app, wanted), endpoints.flatMap(addressesOf(_id))]);
  readers.push([
    'anyone',
    supertest.agent(app),
    ['/', '/en', '/healthz', '/privacy', `/waves/${_id}/results`, ...open],
  ]);
  return readers;
}

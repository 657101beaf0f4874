/**
 * What people at the desk and senders of suggestions write, while replies are lost, lines cut and primaries step down: each is done once,
 * at the first or the second asking, and the audit trail has one line of it that says what was there before.
 */
import assert from 'node:assert/strict';
import type { Document } from 'bson';
import mongoose from 'mongoose';
import type { Response } from 'supertest';
import { verifyAudit } from '../../server/accounts/audit/audit.ts';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { PlanModel } from '../../server/plans/plan.ts';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { planFields, planProvince } from '../plans/releasedWave.ts';
import { sendIdea } from '../suggestions/sender.ts';
import type { BehindProxy } from '../support/behindProxy.ts';
import { faults } from '../support/lineFaults.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { lines, openBehind, patient } from '../support/playedLines.ts';
import { instrument, situation } from '../support/situation.ts';
import { appOnOpenStore, type TestApp } from '../support/testApp.ts';

/** Something that somebody does. */
interface Deed {
  name: string;
  /** The commands that the fault meets, each once. */
  meets: ((command: Document) => boolean)[];
  /** Anew for each fault; gives what is asked for, which may be asked twice. */
  prepare(): Promise<() => Promise<Response>>;
  /** How many things of the kind there are. */
  count(): Promise<number>;
  /** Of the lines in the audit trail. */
  actions: string[];
}

/** A reply that never comes is one on a line that is cut, some time later. */
const played = faults.filter(({ name }) => /cut|10107|91.*done all/.test(name));
const number = (collection: string) => mongoose.connection.collection(collection).countDocuments({});
const isChange = (command: Document, collection: string, words: RegExp) =>
  command.update === collection && words.test(JSON.stringify(command.updates ?? command));

for (const line of lines)
  describe(`what is written besides answers ${line.name}`, function () {
    this.timeout(120_000);
    let store: BehindProxy;
    let test: TestApp;
    let administrator: Agent;
    let manager: Agent;
    let turn = 0;
    const calm = () => line.arm(store, () => undefined);

    before(async function () {
      store = await openBehind(patient(line), this);
      test = await appOnOpenStore();
      await planProvince();
      administrator = await signInAs(test.app, people.administrator);
      const grants = [{ office: 'root', from: null, to: null }];
      manager = await signInAs(test.app, { ...people.manager, grants });
    });
    after(() => store?.close());
    afterEach(() => store && calm());

    const wave = (changes: object, invitations = 0) =>
      situation.openWave({
        keyDir: test.config.keyDir,
        offices: 1,
        invitations,
        instruments: [instrument('trust')],
        wave: changes,
      });
    const closed = { state: 'closed' as const, graceHours: 0 };
    const counting = async () => {
      const closedAt = new Date(test.clock.now().getTime() - 1000);
      const { wave: made } = await wave({ ...closed, closedAt });
      return async () => {
        const reply = await postForm(administrator, `/desk/waves/${made._id}/count`, {});
        await waveJobsFinished();
        return reply;
      };
    };
    const plan = { wave: 'wave', office: 'north', scope: 'own', dimension: 'trust', ...planFields() };
    const correct = async () => {
      const headcount = String(100 + turn);
      return () => postForm(administrator, '/desk/offices/c/headcount', { headcount, note: 'فهرست مهر' });
    };
    const headcountIs = async () => (await OfficeModel.findById('c').lean())?.headcount ?? 0;
    const deeds: Deed[] = [
      {
        name: 'plan',
        meets: [({ insert }) => insert === 'plans'],
        prepare: async () => () => postForm(manager, '/desk/plans', plan),
        count: () => number('plans'),
        actions: ['plan.draft'],
      },
      {
        name: 'plan stopped',
        meets: [(command) => isChange(command, 'plans', /"stopped"/)],
        async prepare() {
          await postForm(manager, '/desk/plans', plan);
          const { _id } = await PlanModel.findOne({ state: 'draft' }).orFail().lean();
          return () => postForm(manager, `/desk/plans/${_id}/stop`, { reason: 'جای آن برنامهٔ دیگری آمد.' });
        },
        count: () => mongoose.connection.collection('plans').countDocuments({ state: 'stopped' }),
        actions: ['plan.stop'],
      },
      {
        name: 'headcount',
        meets: [(command) => isChange(command, 'offices', /headcount/)],
        prepare: correct,
        count: headcountIs,
        actions: ['office.headcount'],
      },
      {
        name: 'line of the audit trail',
        meets: [({ insert }) => insert === 'audit'],
        prepare: correct,
        count: headcountIs,
        actions: ['office.headcount'],
      },
      {
        name: 'account',
        meets: [({ insert }) => insert === 'accounts'],
        async prepare() {
          const fields = { username: `omid${turn}`, displayName: 'امید', role: 'auditor' };
          return () => postForm(administrator, '/desk/accounts', fields);
        },
        count: () => number('accounts'),
        actions: ['account.create'],
      },
      {
        name: 'draft of a wave',
        meets: [({ insert }) => insert === 'waves'],
        prepare: async () => () =>
          postForm(administrator, '/desk/waves', {
            step: 'what',
            title: `دورهٔ ${turn}`,
            instruments: ['trust'],
          }),
        count: () => number('waves'),
        actions: ['wave.draft'],
      },
      {
        name: 'codes',
        meets: [({ insert }) => insert === 'invitations'],
        async prepare() {
          const { wave: made } = await wave({});
          return () =>
            postForm(administrator, `/desk/waves/${made._id}/invitations`, { office: 'office1', count: '1' });
        },
        count: () => number('invitations'),
        actions: ['wave.codes'],
      },
      {
        name: 'end of a wave',
        meets: [(command) => isChange(command, 'waves', /"closed"/)],
        async prepare() {
          const { wave: made } = await wave({});
          return () => postForm(administrator, `/desk/waves/${made._id}/closure`, {});
        },
        count: () => mongoose.connection.collection('waves').countDocuments({ state: 'closed' }),
        actions: ['wave.close'],
      },
      {
        name: 'claim and last write of a count',
        meets: [
          (command) => isChange(command, 'waves', /"kind":"count"/),
          (command) => isChange(command, 'waves', /"state":"counted"/),
        ],
        prepare: counting,
        count: () => mongoose.connection.collection('waves').countDocuments({ state: 'counted' }),
        actions: ['wave.countBegin', 'wave.count'],
      },
      {
        name: 'suggestion',
        meets: [({ insert }) => insert === 'waitingSuggestions'],
        async prepare() {
          let again: (() => Promise<Response>) | undefined;
          return async () => {
            if (again) return again();
            const { body, reply } = await sendIdea(test.app, { office: 'north' });
            const { default: supertest } = await import('supertest');
            again = () => Promise.resolve(supertest(test.app).post('/suggestions/items').send(body));
            return reply;
          };
        },
        count: () => number('waitingSuggestions'),
        actions: [],
      },
    ];

    for (const fault of played)
      it(`${fault.name}`, async function () {
        let askedAgain = 0;
        for (const deed of deeds) {
          turn += 1;
          const what = `${deed.name}, ${fault.name}`;
          const ask = await deed.prepare();
          const [things, entries] = [await deed.count(), await AuditModel.countDocuments()];
          const waiting = [...deed.meets];
          line.arm(store, (command) => {
            const at = waiting.findIndex((meets) => meets(command));
            if (at < 0) return undefined;
            waiting.splice(at, 1);
            return fault.meddling;
          });
          let reply = await ask();
          if (reply.status === 503) {
            askedAgain += 1;
            reply = await ask();
          }
          calm();
          assert.equal(waiting.length, 0, `${what}: the fault was met`);
          assert.ok(reply.status < 400, `${what}: ${reply.status} ${reply.text.slice(0, 3000)}`);
          const isNumber = deed.count === headcountIs;
          assert.equal(await deed.count(), isNumber ? 100 + turn : things + 1, what);
          const said = await AuditModel.find({}).sort({ _id: 1 }).skip(entries).lean();
          const own = said.filter(({ action }) => deed.actions.includes(action));
          assert.deepEqual(
            own.map(({ action }) => action),
            deed.actions,
            what,
          );
          if (isNumber) assert.deepEqual([own[0]?.detail.from, own[0]?.detail.to], [things, 100 + turn]);
        }
        assert.equal((await verifyAudit()).brokenAt, null);
        this.test!.title += `: ${deeds.length} kinds, each done once, ${askedAgain} at the second asking`;
      });
  });

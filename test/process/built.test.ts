/** What the other tests show of the sources holds for the build that people run: a wave's way over the command line, a count in threads, the server. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { backupTo } from '../../server/database/backup/backupTo.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { encodeBallotContent } from '../../server/responses/ballotContent.ts';
import { seal } from '../../server/responses/submitBallot.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { account, people, signIn } from '../support/people.ts';
import { instrument, situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { emptyStore, testStoreSource, useDatabase } from '../support/testStore.ts';
import { buildFirst, farhangsanj, newFolder, printed, type Started, start, succeeds } from './program.ts';

const longAgo = new Date('2026-01-01T08:30:00Z');
const itemIds = instrument('trust').dimensions.flatMap(({ items }) => items.map(({ id }) => id));

/** Three offices with fourteen people each, who answer by a rule: the files of `wave import`. */
function collectedElsewhere(): string[] {
  const folder = temporaryFolder('collected');
  const file = (name: string, lines: string[]) => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  const answers = [0, 1, 2].flatMap((office) =>
    Array.from({ length: 14 }, (_, person) =>
      [`o${office}`, ...itemIds.map((_, item) => 1 + ((person * 3 + item * (office + 1)) % 5))].join(','),
    ),
  );
  const offices = ['o0,province,یک,One,,20', 'o1,governorate,دو,Two,o0,20', 'o2,governorate,سه,Three,o0,20'];
  return [
    ...['wave', 'import', '--title', 'آزمون', '--json'],
    ...['--instrument', join(projectRoot, 'surveys/trust/instrument.json')],
    ...['--offices', file('offices.csv', ['code,level,nameFa,nameEn,parent,headcount', ...offices])],
    ...['--responses', file('responses.csv', [['office', ...itemIds].join(','), ...answers])],
  ];
}

const reportOf = (wave: string) => [
  'report',
  '--wave',
  wave,
  '--office',
  'o0',
  '--scope',
  'subtree',
  '--json',
];

/** Ballots as many as make the count take threads. */
const received = 1000;

/** A closed wave of two offices whose ballots lie sealed in this run's store, and an administrator's account. */
async function closedWave(keyDir: string): Promise<string> {
  const instruments = [instrument('trust')];
  const { wave } = await situation.openWave({ keyDir, instruments, headcount: 600, invitations: 0 });
  const questionnaire = compileQuestionnaire(instruments);
  const sheetOf = (person: number) => {
    const items = Object.fromEntries(itemIds.map((id, item) => [id, 1 + ((person + item) % 5)]));
    return encodeBallotContent(questionnaire, { items, demographics: {}, openAnswers: {} });
  };
  const unitOf = (person: number) => `office${1 + (person % 2)}`;
  const all = Array.from({ length: received }, (_, person) => ({ wave: wave._id, unit: unitOf(person) }));
  await BallotModel.insertMany(
    all.map((one, person) => ({
      ...one,
      _id: randomBytes(32).toString('hex'),
      sealed: seal(sheetOf(person), wave.sealingKey ?? ''),
    })),
  );
  await InvitationModel.insertMany(
    all.map((one, person) => ({ ...one, _id: `right${person}`, office: one.unit, used: true })),
  );
  const offices = wave.offices.map((office, at) => ({ ...office, parent: at === 0 ? null : 'office1' }));
  const closed = { state: 'closed', opensAt: longAgo, closesAt: longAgo, closedAt: longAgo, offices };
  await WaveModel.updateOne({ _id: wave._id }, { $set: closed });
  await account(people.administrator);
  return wave._id;
}

describe('the built program', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  before(buildFirst);

  it('imports a wave, reports it as the sources do, verifies it, and gives the same report after backup and restore', async () => {
    const files = collectedElsewhere();
    const [here, there] = [newFolder(), newFolder()];
    const [byBuild, bySource] = await Promise.all([succeeds(here, ...files), runOnStore(...files)]);
    const { wave, responses } = JSON.parse(byBuild);
    assert.equal(responses, 42);
    const report = await succeeds(here, ...reportOf(wave));
    const copy = join(temporaryFolder('copy'), 'copy');
    assert.match(await succeeds(here, 'verify'), /1 waves, 42 responses/);
    await succeeds(here, 'backup', copy);
    await succeeds(there, 'restore', copy);
    assert.equal(await succeeds(there, ...reportOf(wave)), report);

    const source = await runOnStore(...reportOf(JSON.parse(bySource.stdout).wave));
    assert.deepEqual(JSON.parse(report), { ...JSON.parse(source.stdout), wave });
    assert.equal(JSON.parse(report).responses, 42);
  });

  describe('on a machine that a running wave was moved to', () => {
    const [old, young] = [newFolder(), newFolder()];
    let wave: string;
    let server: Started | undefined;
    after(() => server?.child.kill('SIGKILL'));

    it('says of missing keys what cannot be done, what may be lost, and where they go', async () => {
      await emptyStore();
      wave = await closedWave(join(old, 'keys'));
      const copy = join(temporaryFolder('copy'), 'copy');
      await backupTo(copy, await testStoreSource());
      const { code, stderr } = await farhangsanj(young, ['restore', copy]);
      assert.equal(code, 0, stderr);
      assert.match(stderr, new RegExp(`wave ${wave} .*${young}/keys.* its ${received} sealed ballots`));
      assert.match(stderr, /wave keys FILE.*withdraw the wave/);
    });

    it('serves pages with their styles and scripts, and PDFs', async () => {
      server = start(young);
      const [, origin = ''] = await printed(server, /answers at (http:\/\/[\d.:]+)/);
      await printed(server, new RegExp(`Attention: wave ${wave} .* not in KEY_DIR`));
      const agent = await signIn(origin, people.administrator.username);
      const { text } = await agent.get(`/desk/waves/${wave}`).expect(200);
      const parts = [...text.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js))"/g)].map(([, path]) => path ?? '');
      assert.ok(parts.length >= 2, text);
      for (const path of parts) await agent.get(path).expect(200);
      const pdf = await agent
        .get(`/desk/waves/${wave}/printing/questionnaire?office=office1`)
        .buffer(true)
        .parse((res, done) => void buffer(res as never).then((bytes) => done(null, bytes)))
        .expect(200);
      assert.equal(pdf.type, 'application/pdf');
      assert.match(String(pdf.body), /^%PDF/);
    });

    it('is backed up by a command while the server runs, at one moment', async () => {
      const copy = join(temporaryFolder('copy'), 'copy');
      assert.match(await succeeds(young, 'backup', copy), /documents: /);
      const { consistent, collections } = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8'));
      const ballots = collections.find(({ name }: { name: string }) => name === 'ballots');
      assert.deepEqual([consistent, ballots.documents], [true, received]);
      assert.deepEqual(
        readdirSync(copy).filter((name) => name.startsWith('.')),
        [],
      );
    });

    it('counts in threads while the server runs, once the keys are there', async () => {
      const { code, stderr } = await farhangsanj(young, ['wave', 'count', wave]);
      assert.equal(code, 1);
      assert.match(stderr, /^[^\n]*keys[^\n]*\n$/);
      cpSync(join(old, 'keys', wave), join(young, 'keys', wave), { recursive: true });
      const counted = JSON.parse(await succeeds(young, 'wave', 'count', wave, '--json'));
      assert.deepEqual(counted, { wave, received, counted: received });
      assert.equal(existsSync(join(young, 'keys', wave, 'keys.json')), false);
      assert.match(await succeeds(young, 'verify'), new RegExp(`1 waves, ${received} responses`));
    });

    it('stops on SIGTERM', async () => {
      assert.ok(server);
      server.child.kill('SIGTERM');
      const [code] = await once(server.child, 'close');
      assert.deepEqual([code, server.err()], [0, '']);
    });
  });
});

/**
 * No query of the product reads a whole collection that grows with people: the store is asked for the plan of every query that the
 * life of a wave and the pages of each role send. What may be read whole is named in server/database/wholeReads.md.
 */
import assert from 'node:assert/strict';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { answer, launch, makeCodes, makeDraft, onlyWave, smallProvince } from '../campaigns/situation.ts';
import { instrumentFile, officesFile, responsesFile } from '../cli/cultureFiles.ts';
import { jsonOf, runOnStore } from '../cli/runOnStore.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { queriesOf, readsEverything, type SentQuery } from '../support/sentQueries.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { smallCollections } from '../support/wholeReads.ts';

/** `meta` is one document, which the database's own files read. */
const small = smallCollections().add('meta');

/**
 * Open data come out in the order of random ids, so every response is passed by in the order in which it is stored. The audit trail
 * is verified from its first entry to its last, and shown and continued in the order of its numbers.
 */
const wholeOnPurpose = ({ collection, filter, hint }: SentQuery) =>
  (collection === 'responses' && hint !== undefined) ||
  (collection === 'audit' && Object.keys(filter).length === 0);

describe('indexes', () => {
  useDatabase({ emptyEach: false });

  it('serve every query on collections that grow', async function () {
    this.timeout(240_000);
    const queries = await queriesOf(async () => {
      await wholeLife();
    });
    assert.ok(queries.length > 50, `${queries.length} queries seen`);
    const grown = new Set(queries.map(({ collection }) => collection));
    for (const name of [
      'invitations',
      'ballots',
      'responses',
      'tallies',
      'reports',
      'comparisons',
      'audit',
    ]) {
      assert.ok(grown.has(name), `no query on ${name} was seen`);
    }
    const scans: string[] = [];
    for (const query of queries) {
      if (small.has(query.collection) || wholeOnPurpose(query)) continue;
      if (await readsEverything(query)) scans.push(JSON.stringify(query));
    }
    assert.deepEqual(scans, []);
  });

  it('would be missed: a query on a field without one reads everything', async function () {
    // Another planner may read a collection without documents by any of its indexes.
    if (process.env.MONGODB_URI) this.skip();
    assert.ok(await readsEverything({ collection: 'responses', method: 'find', filter: { unit: 'x' } }));
  });
});

async function wholeLife(): Promise<void> {
  const test = await testApp();
  await smallProvince();
  let agent = await signInAs(test.app, people.administrator);
  const id = await makeDraft(agent);
  await launch(agent, id);
  const codes = await makeCodes(agent, id);
  const wave = await onlyWave();
  for (const [index, code] of codes.slice(0, 24).entries())
    await answer(test.app, wave, code, 1 + (index % 5));
  await visit(agent, [
    `waves/${id}`,
    `waves/${id}/invitations`,
    `waves/${id}/participation`,
    'waves',
    'audit',
  ]);
  await postForm(agent, `/desk/waves/${id}/closure`, {});
  test.clock.advanceHours(49);
  agent = await signInAs(test.app, people.administrator);
  await postForm(agent, `/desk/waves/${id}/count`, {});
  await waveJobsFinished();
  await visit(agent, [
    '',
    `waves/${id}/quality`,
    `waves/${id}/comments`,
    `waves/${id}/release`,
    'accounts',
    'offices',
  ]);
  await postForm(agent, `/desk/waves/${id}/release`, { audience: 'managers' });
  const folder = temporaryFolder('indexes');
  // Which plan a query has does not hang on how many offices there are.
  const governorates = ['G01', 'G02'];
  const files = ['--instrument', instrumentFile(folder), '--offices', officesFile(folder, governorates)];
  const responses = ['--responses', responsesFile(folder, 1, governorates), '--title', 'wave'];
  const imported = await jsonOf<{ wave: string }>('wave', 'import', ...files, ...responses);
  const analyst = await signInAs(test.app, people.analyst);
  const reports = `reports/${imported.wave}`;
  const openData = `waves/${imported.wave}/open-data`;
  await visit(analyst, ['', 'reports', `${reports}/HQ`, `${reports}/HQ?scope=own`, `${reports}/comparison`]);
  await visit(analyst, [
    `${reports}/comparison/table.xlsx`,
    openData,
    `${openData}/data.csv`,
    `${openData}/reports.csv`,
  ]);
  await visit(await signInAs(test.app, people.auditor), ['', 'audit']);
  for (const command of [
    ['verify'],
    ['wave', 'export', imported.wave, '--out', folder],
    ['wave', 'purge', id, '--yes'],
  ]) {
    const { code, stderr } = await runOnStore(...command);
    assert.equal(code, 0, stderr);
  }
}

async function visit(agent: Agent, paths: readonly string[]): Promise<void> {
  for (const path of paths) await agent.get(`/desk/${path}`.replace(/\/$/, '')).expect(200);
}

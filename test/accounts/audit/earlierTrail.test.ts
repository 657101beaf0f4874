/**
 * A trail that the version before wrote, when subjects were words: its chain stays whole without a byte of it being changed, its
 * entries are shown with names, and what is written from now on follows from it.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import { audit, verifyAudit } from '../../../server/accounts/audit/audit.ts';
import type { AuditEntry } from '../../../server/accounts/audit/auditEntry.ts';
import { formsOf } from '../../../server/accounts/audit/subject.ts';
import { bringUpToDate } from '../../../server/database/openStore.ts';
import { schemaVersion } from '../../../server/database/schemaVersion.ts';
import { OfficeModel } from '../../../server/offices/office.ts';
import { projectRoot } from '../../../server/projectRoot.ts';
import { storedDataSteps } from '../../../server/storedData/storedDataSteps.ts';
import { noon } from '../../support/fixedClock.ts';
import { people, signInAs } from '../../support/people.ts';
import { readsEverything } from '../../support/sentQueries.ts';
import { instrument } from '../../support/situation.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { testApp } from '../../support/testApp.ts';
import { openTestStore, useDatabase } from '../../support/testStore.ts';

const fixture = join(projectRoot, 'test/accounts/audit/fixtures/earlier-trail.json');
const earlier = (JSON.parse(readFileSync(fixture, 'utf8')) as (AuditEntry & { at: string })[]).map(
  (entry): AuditEntry => ({ ...entry, at: new Date(entry.at) }),
);
const stored = () => mongoose.connection.collection<AuditEntry>('audit');
const meta = () => mongoose.connection.collection<{ _id: string; version: number }>('meta');

describe('a trail that an earlier version wrote', () => {
  useDatabase();
  let dataDir: string;
  beforeEach(async () => {
    dataDir = temporaryFolder('earlier-trail');
    await stored().insertMany(earlier);
    await meta().insertOne({ _id: 'schema', version: 1 });
    const raising = { steps: storedDataSteps({ keyDir: dataDir }), now: noon, say: () => {} };
    await bringUpToDate(await openTestStore(), dataDir, raising);
  });

  it('is backed up once and otherwise left as it is, and its chain is whole', async () => {
    const [backup, ...more] = readdirSync(join(dataDir, 'backups'));
    assert.ok(more.length === 0 && existsSync(join(dataDir, 'backups', backup!, 'audit.bson.gz')));
    assert.equal((await meta().findOne({ _id: 'schema' }))?.version, schemaVersion);
    assert.deepEqual(await stored().find().sort({ _id: 1 }).toArray(), earlier);
    assert.deepEqual(await verifyAudit(), { entries: earlier.length, brokenAt: null });
  });

  it('goes on with subjects of kind and id, and every change of either kind breaks the chain', async () => {
    const opened = { at: noon, actor: 'parvin', action: 'report.open' };
    await audit({ ...opened, subject: { kind: 'wave', id: 'w1', officeOrUnit: 'jolfa' } });
    await audit({ ...opened, action: 'wave.close', subject: { kind: 'wave', id: 'w1' } });
    const entries = earlier.length + 2;
    assert.deepEqual(await verifyAudit(), { entries, brokenAt: null });
    for (const [position, subject] of [
      [6, 'w1:ahar'],
      [6, { kind: 'wave', id: 'w1', officeOrUnit: 'jolfa' }],
      [entries - 1, { kind: 'wave', id: 'w1', officeOrUnit: 'ahar' }],
      [entries - 1, { kind: 'wave', id: 'w1' }],
      [entries - 1, 'w1:jolfa'],
      [entries, { kind: 'office', id: 'w1' }],
      [entries, { kind: 'wave', id: 'w1', officeOrUnit: 'jolfa' }],
      [entries, { kind: 'office', id: 'w1', officeOrUnit: 'jolfa' }],
      [entries, null],
    ] as const) {
      const { subject: before } = (await stored().findOne({ _id: position }))!;
      await stored().updateOne({ _id: position }, { $set: { subject: subject as never } });
      assert.deepEqual(await verifyAudit(), { entries: position, brokenAt: position }, String(position));
      await stored().updateOne({ _id: position }, { $set: { subject: before } });
    }
    assert.equal((await verifyAudit()).brokenAt, null);
  });

  it('is shown with the names of what is there and of what it remembers', async () => {
    const office = { level: 'governorate' as const, nameFa: 'فرمانداری جلفا', nameEn: 'Jolfa', parent: null };
    await OfficeModel.create({ _id: 'jolfa', ...office });
    const { app } = await testApp();
    const agent = await signInAs(app, people.auditor);
    const $ = load((await agent.get('/desk/audit').expect(200)).text);
    assert.equal($('.notice.done').length, 1);
    const subjects = $('tbody tr')
      .toArray()
      .map((row) => $(row).find('td').eq(3).text().trim().replaceAll(/\s+/g, ' '));
    const wave = 'پیمایش پارسال';
    const written = ['', 'parvin', instrument('trust').title.fa, office.nameFa, wave];
    const bare = [`${office.nameFa} · ${wave}`, wave, 'راهرو', 'راهرو', wave, 'parvin'];
    assert.deepEqual(subjects.reverse().slice(0, earlier.length), [...written, ...bare]);
  });

  it('has names looked up by an index in either form', async () => {
    await audit({ at: noon, actor: 'parvin', action: 'wave.draft', subject: { kind: 'wave', id: 'w2' } });
    const filter = {
      subject: { $in: [...formsOf({ kind: 'wave', id: 'w1' }), ...formsOf({ kind: 'wave', id: 'w2' })] },
    };
    const found = await stored().find(filter).sort({ _id: 1 }).toArray();
    assert.deepEqual(
      found.map(({ _id }) => _id),
      [5, 10, earlier.length + 1],
    );
    assert.ok(!(await readsEverything({ collection: 'audit', method: 'find', filter })));
  });
});

describe('the subject of an entry', () => {
  it('is of a kind that there is, and only a wave has parts', () => {
    const write = (subject: NonNullable<Parameters<typeof audit>[0]['subject']>) => subject;
    // @ts-expect-error there is no such kind
    write({ kind: 'waves', id: 'w1' });
    // @ts-expect-error an office has no such part
    write({ kind: 'office', id: 'jolfa', officeOrUnit: 'ahar' });
    // @ts-expect-error words are what an earlier version wrote
    write('wave w1');
    assert.deepEqual(write({ kind: 'wave', id: 'w1', officeOrUnit: 'jolfa' }), {
      kind: 'wave',
      id: 'w1',
      officeOrUnit: 'jolfa',
    });
  });
});

/**
 * An auditor who has never seen disclosure control: published documents, pages' data and files of invented provinces go in, and what can be
 * solved comes out. Colleagues know who works where and who is what, so the smallest groups are reporting unit × whole background
 * profile. ATTACK_SEED and ATTACK_PROVINCES try others; `audit/print.ts` prints all that is found.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { useDatabase } from '../support/testStore.ts';
import { auditProvince, findingsOf, inventedProvinces } from './audit/auditProvinces.ts';
import { readings, type WaveAudit } from './audit/auditWave.ts';
import { inventWithPulse } from './audit/inventedProvince.ts';
import { boundedBesideHidden, womenAndExperts } from './audit/knownProvinces.ts';

const setting = (name: string, usual: number) => Number(process.env[name] ?? usual);

describe('An auditor with everything that is published, and who is who', function () {
  this.timeout(600_000);
  useDatabase();

  it('reads documents only, and nothing of what decides or makes them', () => {
    const folder = join(projectRoot, 'test/attacks/audit');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      assert.doesNotMatch(text, /server\/(disclosure|reports\/making)\//, name);
    }
  });

  it('solves nobody by the women and the experts of an office, nor by any other two questions', async () => {
    const { solved, shown } = await auditProvince(womenAndExperts(), 0);
    assert.deepEqual(solved, []);
    assert.ok(shown.breakdowns > 0, 'something is broken down');
  });

  it('narrows no hidden office beside a bounded one, whichever way it leans', async () => {
    for (const top of [5, 1] as const)
      for (const size of [10, 14]) {
        const { certain, narrow } = findingsOf([
          await auditProvince(boundedBesideHidden(top, size), 0),
        ]).besideBounds;
        assert.deepEqual([certain, narrow], [0, 0], `${size} at ${top}`);
      }
  });

  it('finds no exact value of a small group in reports, breakdowns and open data of invented provinces', async () => {
    const audits: WaveAudit[] = [];
    for (const province of inventedProvinces(setting('ATTACK_SEED', 100), setting('ATTACK_PROVINCES', 10)))
      audits.push(await auditProvince(province, 3));
    const { exact, wrong } = findingsOf(audits);
    assert.equal(wrong, 0, 'whatever follows exactly is true');
    for (const reading of readings) assert.equal(exact[reading].values, 0, reading);
    const broken = audits.filter(({ shown }) => shown.breakdowns > 0).length;
    assert.ok(broken >= audits.length / 3, `${broken} of ${audits.length} provinces have breakdowns`);
  });

  it('finds none where a pulse of one dimension is asked beside it, with a question that it alone asks', async () => {
    const audits: WaveAudit[] = [];
    for (const [at, seed] of [301, 302, 303, 304].entries())
      audits.push(await auditProvince(inventWithPulse(seed, at === 1 ? 'launched' : 'imported'), 3));
    const { exact, wrong, besideBounds } = findingsOf(audits);
    assert.deepEqual([wrong, besideBounds.certain, besideBounds.narrow], [0, 0, 0]);
    for (const reading of readings) assert.equal(exact[reading].values, 0, reading);
    assert.ok(audits.some(({ shown }) => shown.breakdowns > 0));
  });
});

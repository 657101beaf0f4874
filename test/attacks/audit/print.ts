/**
 * Audits invented provinces and prints what was found: `npx tsx test/attacks/audit/print.ts`. ATTACK_SEED is the first seed,
 * ATTACK_PROVINCES how many, ATTACK_TARGETS how many small groups a province are bounded by linear programmes.
 */

import { closeStore, openTestStore } from '../../support/testStore.ts';
import { auditProvince, findingsOf, inventedProvinces } from './auditProvinces.ts';
import type { WaveAudit } from './auditWave.ts';

const setting = (name: string, usual: number) => Number(process.env[name] ?? usual);

await openTestStore();
const audits: WaveAudit[] = [];
const used = process.cpuUsage();
for (const province of inventedProvinces(setting('ATTACK_SEED', 100), setting('ATTACK_PROVINCES', 12)))
  audits.push(await auditProvince(province, setting('ATTACK_TARGETS', 4)));
const imported = audits.filter(({ kind }) => kind === 'imported');
const launched = audits.filter(({ kind }) => kind === 'launched');
for (const [kind, some] of Object.entries({ imported, launched }))
  console.log(kind, JSON.stringify(findingsOf(some), null, 2));
console.log(
  `${((process.cpuUsage(used).user + process.cpuUsage(used).system) / 1e6).toFixed(1)} s of processor time`,
);
await closeStore();
process.exit(0);

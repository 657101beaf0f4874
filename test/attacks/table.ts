/**
 * Prints the table «attack, best result, chance» as Markdown: `npx tsx test/attacks/table.ts`, or some parts of it:
 * `npx tsx test/attacks/table.ts statistics comments`. Seeds are fixed but for the keys and random names of the linking attacks;
 * ATTACK_RUNS=10 tries ten times as much.
 */

import { type TestApp, testApp } from '../support/testApp.ts';
import { closeStore, emptyStore } from '../support/testStore.ts';
import { backupRow } from './around/backups.ts';
import { verifyRow } from './around/commands.ts';
import { leavingRow } from './around/leaving.ts';
import { logRow } from './around/logs.ts';
import { receiptRow } from './around/receipts.ts';
import { replayRow } from './around/replays.ts';
import { suggestionRow } from './around/suggestions.ts';
import { themesRow } from './around/themes.ts';
import type { AttackRow } from './attackRow.ts';
import { auditRows } from './auditRows.ts';
import { commentRow } from './comments.ts';
import { linearRows } from './linearRows.ts';
import { pagesRow } from './pagesRow.ts';
import { exchangeRow, joinerRow, openDataRows } from './peopleRows.ts';
import { runs } from './runs.ts';
import { adjustedRow } from './statistics/adjusted.ts';
import { correlationRow } from './statistics/correlationAttack.ts';
import { fromShownRows } from './statistics/fromShown.ts';
import { reliabilityRow } from './statistics/reliability.ts';
import { worldRows } from './statistics/worldsAttack.ts';
import { codeRow, linkingRows } from './storedRows.ts';

type Part = (test: TestApp) => Promise<AttackRow[]> | AttackRow[];

const parts: Readonly<Record<string, Part>> = {
  linear: () => linearRows(runs(10)),
  exchange: () => [exchangeRow(runs(20))],
  statistics: () => [
    correlationRow(runs(12)),
    adjustedRow(runs(12)),
    reliabilityRow(runs(20)),
    ...worldRows(runs(12)),
    ...fromShownRows(runs(12)),
  ],
  audit: () => auditRows(runs(12)),
  pages: async (test) => [await pagesRow(test)],
  joiner: () => [joinerRow(1, runs(200)), joinerRow(0.8, runs(200)), joinerRow(0.5, runs(200))],
  openData: () => openDataRows(runs(3)),
  linking: () => linkingRows(runs(24)),
  codes: async () => [await codeRow(runs(150))],
  around: async () => [
    themesRow(runs(40)),
    await backupRow(runs(12)),
    await suggestionRow(runs(8)),
    await leavingRow(),
    await logRow(),
    await replayRow(),
    await receiptRow(),
    await verifyRow(),
  ],
  comments: async ({ app }) => {
    await emptyStore();
    return [await commentRow(app)];
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join()}: there are ${Object.keys(parts).join(', ')}`);
const test = await testApp();
console.log('| attack | success is, and tried | best result | chance |\n|---|---|---|---|');
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { attack, tried, best, chance } of await part(test))
    console.log(`| ${attack} | ${tried} | ${best} | ${chance} |`);
}
await closeStore();
process.exit(0);

/**
 * Prints the table «attack, best result, chance» as Markdown: `npx tsx test/attacks/table.ts`. Seeds are fixed but for the keys and random
 * names of the linking attacks; ATTACK_RUNS=10 tries ten times as much.
 */

import { testApp } from '../support/testApp.ts';
import { closeStore, emptyStore } from '../support/testStore.ts';
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

const test = await testApp();
const rows: AttackRow[] = [
  ...(await linearRows(runs(10))),
  exchangeRow(runs(20)),
  correlationRow(runs(12)),
  adjustedRow(runs(12)),
  reliabilityRow(runs(20)),
  ...worldRows(runs(12)),
  ...fromShownRows(runs(12)),
  ...(await auditRows(runs(12))),
  await pagesRow(test),
  joinerRow(1, runs(200)),
  joinerRow(0.8, runs(200)),
  joinerRow(0.5, runs(200)),
  ...(await openDataRows(runs(3))),
  ...(await linkingRows(runs(24))),
  await codeRow(runs(150)),
];
await emptyStore();
rows.push(await commentRow(test.app));
console.log('| attack | success is, and tried | best result | chance |\n|---|---|---|---|');
for (const { attack, tried, best, chance } of rows)
  console.log(`| ${attack} | ${tried} | ${best} | ${chance} |`);
await closeStore();
process.exit(0);

/**
 * Prints how many of the possible numbers stay visible before and after complementary suppression: `npx tsx test/attacks/visible.ts`. Of
 * the demo's released wave with both instruments, and of the same 68 offices with small districts (eastAzerbaijan.ts).
 */
import { createPastWave, demoDay } from '../../server/demo/demoWaves.ts';
import { demoProvince } from '../../server/demo/seedDemo.ts';
import { protectMeasures } from '../../server/disclosure/protectMeasures.ts';
import { seedOffices } from '../../server/offices/seedOffices.ts';
import type { ReportExtras } from '../../server/reports/making/reportExtras.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import {
  isShown,
  type Report,
  type Score,
  type Suppressed,
} from '../../server/reports/published/reportObject.ts';
import { eastAzerbaijan } from '../disclosure/eastAzerbaijan.ts';
import { noon } from '../support/fixedClock.ts';
import { closeStore, emptyStore, openTestStore } from '../support/testStore.ts';
import { percent } from './attackRow.ts';

type Kind = 'responses' | 'index' | 'dimension' | 'item' | 'option of a breakdown';
type State = 'shown' | 'bounded' | 'tooFew' | 'complementary';

/** Numbers by kind and state. */
type Counts = Map<Kind, Record<State, number>>;

function add(counts: Counts, kind: Kind, state: State, n = 1): void {
  const found = counts.get(kind) ?? { shown: 0, bounded: 0, tooFew: 0, complementary: 0 };
  found[state] += n;
  counts.set(kind, found);
}

function stateOf(value: Score | Suppressed | object | number | null): State {
  if (value === null || typeof value !== 'object') return 'shown';
  if ('suppressed' in value) return value.suppressed === 'tooFew' ? 'tooFew' : 'complementary';
  return 'bounded' in value && value.bounded ? 'bounded' : 'shown';
}

/** Items of a dimension that is hidden are hidden with it; an item of fewer than ten people would have too few anyway. */
function countReport(
  counts: Counts,
  report: Report,
  more: ReportExtras | null,
  items: ReadonlyMap<string, number>,
): void {
  if (report.rolledUpTo !== null) return;
  add(counts, 'responses', stateOf(report.responses));
  for (const { index, dimensions } of report.instruments) {
    add(counts, 'index', stateOf(index));
    for (const dimension of dimensions) {
      add(counts, 'dimension', stateOf(dimension));
      if (isShown(dimension)) for (const item of dimension.items) add(counts, 'item', stateOf(item));
      else add(counts, 'item', stateOf(dimension), items.get(dimension.id));
    }
  }
  for (const { breakdowns } of more?.instruments ?? [])
    for (const option of breakdowns.flatMap((each) => each.options))
      add(counts, 'option of a breakdown', stateOf(option));
}

async function ofDemo(): Promise<Counts> {
  await openTestStore();
  await emptyStore();
  await seedOffices(noon);
  const province = await demoProvince();
  const wave = { id: 'demo', title: 'demo', number: 1, opensAt: demoDay(noon, -370), previous: null };
  await createPastWave(province, wave, () => undefined);
  const dimensions = province.instruments.flatMap((each) => each.dimensions);
  const items = new Map(dimensions.map(({ id, items }) => [id, items.length]));
  const counts: Counts = new Map();
  const published = await PublishedReportModel.find().lean();
  for (const { report, more } of published) countReport(counts, report, more, items);
  return counts;
}

/** The same of measures alone, over several draws of staff and answers. */
function ofSmallDistricts(draws: number): Counts {
  const counts: Counts = new Map();
  for (let seed = 1; seed <= draws; seed += 1) {
    const province = eastAzerbaijan(seed, [5, 5, 5, 5, 5, 5]);
    const decisions = protectMeasures({ ...province, minimum: 5, minimumDetail: 10 });
    for (const { id, detailOnly } of province.measures) {
      const kind = detailOnly ? 'item' : id === 'responses' || id === 'index' ? id : 'dimension';
      for (const group of province.groups) {
        const decision = decisions.decide(id, group.id);
        if (decision === 'absent') continue;
        add(counts, kind, decision === 'detail' || decision === 'rounded' ? 'shown' : decision);
      }
    }
  }
  return counts;
}

function print(title: string, counts: Counts): void {
  console.log(
    `\n${title}\n\n| numbers | possible | enough people | shown | bounded | shown of those with enough people |\n|---|---|---|---|---|---|`,
  );
  for (const [kind, { shown, bounded, tooFew, complementary }] of counts) {
    const enough = shown + bounded + complementary;
    const all = enough + tooFew;
    const shares = [enough / all, shown / all, bounded / all, shown / enough].map(percent);
    console.log(`| ${kind} | ${all} | ${shares.join(' | ')} |`);
  }
}

print('The demo, one released wave, both instruments', await ofDemo());
print('68 offices, districts of 8 to 40 staff, three draws', ofSmallDistricts(3));
await closeStore();
process.exit(0);

/**
 * The results of a try-out, made by the rules of every wave: tallies of the own answers and the examples, disclosure control, reports. They
 * are made for the page that shows them; none is published.
 */

import { compileQuestionnaire } from '../instruments/compileQuestionnaire.ts';
import type { ReportSource } from '../reportPages/reportSource.ts';
import { groupId } from '../reports/personGroups.ts';
import { tallyOf } from '../reports/tally/createTallier.ts';
import { tallyLayout } from '../reports/tally/tallyLayout.ts';
import { storedBytes } from '../reports/tally/tallyModel.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';
import { exampleAnswers, exampleCount } from './exampleAnswers.ts';
import type { TryOut } from './tryOut.ts';

export async function tryOutResults(wave: Wave, { answers }: Pick<TryOut, 'answers'>): Promise<ReportSource> {
  const layout = tallyLayout(wave.instruments);
  const questionnaire = compileQuestionnaire(wave.instruments);
  const tallies = new Map(
    wave.units.map((unit, at) => {
      const own = answers.filter((one) => one.unit === unit.code).map(bytesOf);
      const examples = exampleAnswers(questionnaire, unit, {
        count: exampleCount(unit, own.length),
        seed: at + 1,
      });
      return [unit.code, tallyOf([...own, ...examples.map(bytesOf)], layout)];
    }),
  );
  const invited = new Map(wave.units.map(({ code, headcount }) => [code, headcount ?? 0]));
  // Loaded only here, because it brings along all statistics and distributions.
  const { buildWaveReports } = await import('../reports/making/buildWaveReports.ts');
  const current = { wave: wave as never, tallies };
  const { reports, extras, comparisons } = buildWaveReports({ current, previous: null, invited });
  return {
    async findReport(office, scope) {
      const report = reports.find((one) => one.office === office && one.scope === scope);
      return report ? { report, more: extras.get(groupId(scope, office)) ?? null } : null;
    },
    async findComparison(instrument) {
      return comparisons.find(({ id }) => id === instrument) ?? null;
    },
  };
}

/** How many of the answers are examples, over all units. */
export function examplesIn(units: readonly WaveUnit[], { answers }: Pick<TryOut, 'answers'>): number {
  const ownIn = (code: string) => answers.filter(({ unit }) => unit === code).length;
  return units.reduce((sum, unit) => sum + exampleCount(unit, ownIn(unit.code)), 0);
}

const bytesOf = ({ items, demographics }: { items: Uint8Array; demographics: Uint8Array }) => ({
  answers: storedBytes(items),
  demographics: storedBytes(demographics),
});

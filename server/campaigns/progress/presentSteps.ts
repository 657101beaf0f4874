/** The steps of a manager's units as a table, with their total. */
import type { Account } from '../../accounts/account.ts';
import { canSee } from '../../accounts/canSee.ts';
import { rateBar } from '../../charts/rateBar.ts';
import { type SteppedParticipation, steppedParticipation } from '../../disclosure/steppedParticipation.ts';
import type { Reader } from '../../i18n/reader.ts';
import { officeName } from '../../offices/officeName.ts';
import { officeTree } from '../../offices/officeTree.ts';
import type { Wave } from '../../waves/wave.ts';
import type { DailyParticipation } from '../../waves/waveParts.ts';
import type { WaveUnit } from '../../waves/waveUnit.ts';
import { onLaunchGrid } from './onLaunchGrid.ts';
import { type Branch, rateBranches } from './presentRates.ts';

export interface StepRow {
  code: string;
  name: string;
  invited: string;
  /** «۱۰ تا ۱۴» */
  used: string;
  rate: string;
  /** SVG */
  bar: string;
  isTotal: boolean;
}

interface StepsAsked {
  daily: DailyParticipation;
  account: Pick<Account, 'role' | 'grants'>;
  /** Today (ISO date). */
  today: string;
}

type StepTable = StepsAsked & { wave: Wave };

export interface SeenSteps {
  units: { unit: WaveUnit; step: SteppedParticipation }[];
  /** The sum of the steps; null where there is one unit only. */
  total: SteppedParticipation | null;
}

/** Units with an office that the account may see, and what they add up to; pages and programs show nothing else. */
export function seenSteps({ wave, daily, account, today }: StepTable): SeenSteps {
  const tree = officeTree(wave.offices);
  const seen = wave.units.filter(({ offices }) => offices.some((code) => canSee(account, tree, code, today)));
  const codes = seen.map(({ code }) => code);
  const units = onLaunchGrid(wave, daily.units).filter(({ code }) => codes.includes(code));
  const stepped = steppedParticipation(units, [{ id: 'all', units: codes }], wave.minimum);
  return {
    units: seen.map((unit) => ({ unit, step: stepped.units.get(unit.code)! })),
    total: seen.length > 1 ? stepped.groups.get('all')! : null,
  };
}

/** The total first, then from the lowest share. Empty when the account sees none. */
export function presentSteps(table: StepTable, reader: Reader): StepRow[] {
  const { units, total } = seenSteps(table);
  // Offices without people join a pilot's branches; nobody is asked there.
  const asked = units.filter(({ unit, step }) => unit.headcount !== 0 || step.invited > 0);
  const rows = asked.sort(
    (a, b) =>
      a.step.share - b.step.share ||
      reader.f.compare(officeName(a.unit, reader.lang), officeName(b.unit, reader.lang)),
  );
  const target = table.wave.targetRate;
  const name = reader.t('progress:participation.total');
  const shown = rows.map(({ unit, step }) =>
    rowOf({ code: unit.code, name: officeName(unit, reader.lang), step, target }, reader),
  );
  return total
    ? [{ ...rowOf({ code: 'all', name, step: total, target }, reader), isTotal: true }, ...shown]
    : shown;
}

/** The offices of the second level of which the account may see everything, as sums of the steps that the table has. */
export function seenBranches(wave: Wave, { daily, account, today }: StepsAsked, reader: Reader): Branch[] {
  const tree = officeTree(wave.offices);
  const units = onLaunchGrid(wave, daily.units);
  return rateBranches(wave, { units }, new Map(), reader).filter(({ code }) =>
    canSee(account, tree, code, today),
  );
}

function rowOf(
  { code, name, step, target }: { code: string; name: string; step: SteppedParticipation; target: number },
  { f, dir }: Reader,
): StepRow {
  const { invited, atLeast, atMost, share } = step;
  const isKnown = invited > 0 && !(atLeast === 0 && atMost === invited);
  return {
    code,
    name,
    invited: f.number(invited),
    used: f.range(atLeast, atMost),
    rate: isKnown ? f.range(Math.round((100 * atLeast) / invited), Math.round((100 * atMost) / invited)) : '',
    bar: isKnown ? rateBar(share, target, dir) : '',
    isTotal: false,
  };
}

/** What stands beside a step: whom the choice reaches, how they will be reported, what is left to do, and which waves reach them as well. */
import { formReportingUnits } from '../../disclosure/reportingUnits.ts';
import type { Reader } from '../../i18n/reader.ts';
import { officeName } from '../../offices/officeName.ts';
import type { BriefWave } from '../../waves/getWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { endOf, type Wave } from '../../waves/wave.ts';
import { connectOffices } from '../launch/connectOffices.ts';
import type { ChecklistItem } from '../launch/launchChecklist.ts';
import type { WaveJobContext } from '../launch/launchWave.ts';
import type { DraftStep } from './draftSteps.ts';
import { redIn } from './presentSteps.ts';

interface Beside {
  wave: Wave;
  step: DraftStep;
  points: readonly ChecklistItem[];
  context: Pick<WaveJobContext, 'clock'>;
  waves: readonly BriefWave[];
}

export async function presentConsequences({ wave, step, points, context, waves }: Beside, reader: Reader) {
  const names = new Map(wave.offices.map((office) => [office.code, officeName(office, reader.lang)]));
  return {
    reach: step === 'who' ? await reachOf(wave, reader) : null,
    left: redIn(points, step).map(({ id, values, offices, link }) => ({
      text: reader.t(`launch:checklist.${id}.red`, values),
      names: offices.map((code) => names.get(code) ?? code),
      // What is mended in this step needs no link to it.
      href: id === 'overlap' ? link : null,
    })),
    others: step === 'who' || step === 'when' ? othersOver(wave, waves, context.clock.now(), reader) : [],
  };
}

/** As it was saved last: how many people, and in which units they will be reported. */
async function reachOf({ offices, minimumDetail }: Wave, { t, f }: Reader) {
  const people = offices.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0);
  const units = formReportingUnits(await connectOffices(offices), minimumDetail);
  const alone = units.filter(({ kind, headcount }) => kind === 'office' && (headcount ?? 0) > 0).length;
  const grouped = units
    .filter(({ kind }) => kind !== 'office')
    .reduce((sum, unit) => sum + unit.offices.length, 0);
  const line = (name: string, count: number) => ({ label: t(`draft:reach.${name}`), value: f.number(count) });
  return {
    people: f.number(people),
    offices: t('draft:reach.inOffices', { count: offices.length }),
    facts: [line('alone', alone), line('grouped', grouped), line('slips', people)],
  };
}

/** Waves that ask some of the same offices at that time or shortly before. */
function othersOver(wave: Wave, waves: readonly BriefWave[], now: Date, { t, f }: Reader) {
  const codes = new Set(wave.offices.map(({ code }) => code));
  const opensAt = wave.opensAt ?? now;
  return waves.flatMap((other) => {
    const end = endOf(other);
    if (other._id === wave._id || other.imported || other.state === 'withdrawn' || !end) return [];
    const shared = other.offices.filter(({ code }) => codes.has(code)).length;
    const days = Math.round((opensAt.getTime() - end.getTime()) / 86_400_000);
    const isAfter = wave.closesAt !== null && other.opensAt !== null && other.opensAt > wave.closesAt;
    if (shared === 0 || days > nearDays || isAfter) return [];
    const values = { count: shared, wave: other.title, until: f.dateLong(end), days: Math.max(0, days) };
    return [{ text: t(`draft:others.${days > 0 ? 'before' : 'same'}`, values), href: wavePath(other._id) }];
  });
}

const nearDays = 60;

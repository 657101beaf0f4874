/**
 * A running wave in the digest: the same steps as on its page, nothing about a person, and the offices where a phone call would help
 * most. It is the same for every administrator, and for the whole day once the day's figures exist.
 */
import type { Reader } from '../../i18n/reader.ts';
import { countTasks } from '../../participation/delivery/summariseDeliveries.ts';
import { stateLine } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import { phaseOf } from '../../waves/wavePhase.ts';
import { shownWaiting } from '../messages/queueSteps.ts';
import { type LiveTotals, totalsOf } from '../progress/liveTotals.ts';
import { currentParticipation } from '../progress/participationLedger.ts';
import { type Branch, rateBranches, shortOf } from '../progress/presentRates.ts';
import { previousRates } from '../progress/previousRates.ts';

interface Line {
  label: string;
  value: string;
}

export interface WaveDigest {
  id: string;
  title: string;
  state: string;
  lines: Line[];
  /** Offices with the most people short of the target first, with their rate; none once the wave accepts no answers. */
  officesToCall: Line[];
}

const maxOfficesToCall = 10;

export async function digestOf(wave: Wave, now: Date, reader: Reader): Promise<WaveDigest> {
  const ledger = await currentParticipation(wave, now);
  const branches = rateBranches(wave, ledger, await previousRates(wave), reader);
  const short = branches.filter((branch) => shortOf(branch, wave.targetRate) > 0);
  return {
    id: wave._id,
    title: wave.title,
    state: stateLine(wave, now, reader),
    lines: await linesOf(wave, totalsOf(wave, ledger), reader),
    officesToCall:
      phaseOf(wave, now) === 'open'
        ? short.slice(0, maxOfficesToCall).map((branch) => callLine(branch, reader))
        : [],
  };
}

async function linesOf(wave: Wave, totals: LiveTotals, { t, f }: Reader): Promise<Line[]> {
  const { rate, used, received, invited, headcount } = totals;
  const waiting = await shownWaiting(wave);
  const values: [string, string][] = [
    ['rate', rate === null ? '–' : f.percent(rate)],
    ['used', f.range(used.atLeast, used.atMost)],
    ['received', t('campaigns:live.atLeast', { count: received })],
    ['invited', f.number(invited)],
    ['headcount', f.number(headcount)],
    ['waiting', f.number(waiting)],
    ['tasks', f.number(await countTasks(wave._id))],
  ];
  return values.map(([label, value]) => ({ label: t(`digest:${label}`), value }));
}

function callLine({ name, rate, previous }: Branch, { t, f }: Reader): Line {
  const value = rate === null ? t('digest:rateUnknown') : f.percent(rate);
  return {
    label: name,
    value:
      previous === null ? value : t('digest:withPrevious', { rate: value, previous: f.percent(previous) }),
  };
}

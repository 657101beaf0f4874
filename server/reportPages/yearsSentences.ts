/** What is said of five waves and more: one sentence each on the common movement, its share, the offices beside it, and the goal. */
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Levels } from '../offices/levels/level.ts';
import type { ChangeOverWaves } from '../reports/making/comparison/changeOverWaves.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';

const yearMs = 365.2425 * 24 * 3_600_000;
const digits = { digits: 1 };

/** What is told: of which wave and instrument, with the names of levels. */
export interface YearsOf {
  wave: Wave;
  instrument: Instrument;
  levels: Levels;
}

export function yearsSentences(
  change: ChangeOverWaves,
  { wave, instrument, levels }: YearsOf,
  reader: Reader,
): string[] {
  return [
    commonSentence(change, instrument, reader),
    shareSentence(change, levels.name(levelBelow(wave), reader.lang).toLowerCase(), reader),
    officesSentence(change, instrument, reader),
    goalSentence(change, instrument, reader),
  ].filter(Boolean);
}

function commonSentence(
  { common, waves }: ChangeOverWaves,
  instrument: Instrument,
  { t, f }: Reader,
): string {
  const rising = common.difference > 0 ? 'rising' : 'falling';
  const said = common.verdict === 'different' ? rising : common.verdict;
  return t(`reports:years.common.${said}`, {
    waves: f.number(waves.length),
    points:
      common.verdict === 'different'
        ? f.number(Math.abs(common.difference), digits)
        : f.signed(common.difference, digits),
    interval: f.range(...common.ci95, digits),
    margin: f.number(marginOf(instrument)),
    detectable: f.number(common.detectable, digits),
  });
}

/** Of what really moved, sampling error taken away. */
function shareSentence({ parts }: ChangeOverWaves, level: string, { t, f }: Reader): string {
  if (!parts) return t('reports:years.share.none');
  return t(`reports:years.share.${parts.common >= 0.5 ? 'common' : 'own'}`, {
    common: f.percent(parts.common, { digits: 0 }),
    branches: f.percent(parts.branches, { digits: 0 }),
    offices: f.percent(parts.offices, { digits: 0 }),
    level,
  });
}

/** The level that branches of the province are named after: that of most offices directly below its root. */
function levelBelow(wave: Wave): string {
  const root = rootOffice(wave);
  const levels = wave.offices.filter(({ parent }) => parent === root).map(({ level }) => level);
  const count = (level: string) => levels.filter((one) => one === level).length;
  return [...new Set(levels)].sort((a, b) => count(b) - count(a))[0] ?? 'governorate';
}

function officesSentence({ rows }: ChangeOverWaves, instrument: Instrument, { t, f }: Reader): string {
  const counted = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  const moved = rows.filter(({ verdict }) => verdict === 'different');
  return t(`reports:years.offices.${moved.length > 0 ? 'moved' : 'none'}`, {
    count: moved.length > 0 ? moved.length : rows.length,
    all: f.number(rows.length),
    higher: f.number(moved.filter(({ difference }) => difference > 0).length),
    lower: f.number(moved.filter(({ difference }) => difference < 0).length),
    same: f.number(counted('same')),
    unclear: f.number(counted('unclear')),
    margin: f.number(marginOf(instrument)),
  });
}

/** '' where the instrument has no ideal or the days of the waves are unknown. */
function goalSentence(
  { goal, waves, ahead }: ChangeOverWaves,
  { ideal }: Instrument,
  { t, f }: Reader,
): string {
  const last = waves.at(-1)?.endsAt;
  if (!goal || !last || ideal === null) return '';
  const when = (after: number | null) =>
    after === null ? '' : f.monthYear(new Date(Date.parse(last) + after * yearMs));
  const { earliest, expected, latest, horizon, kind } = goal;
  const certain =
    latest !== null ? 'told' : expected !== null ? 'open' : earliest !== null ? 'atBest' : 'far';
  const said = kind === 'ahead' ? certain : kind === 'open' ? 'perhaps' : kind;
  const now = ahead[0];
  return t(`reports:years.goal.${said}`, {
    ideal: f.number(ideal),
    interval: now ? f.range(...now.ci95, digits) : '',
    ...{ earliest: when(earliest), expected: when(expected), latest: when(latest), horizon: when(horizon) },
  });
}

/** «Did it help?» in words: each dimension with its verdict, what was observed, what was to be expected without plans, and the difference. */
import { differenceWhisker, whiskerReach } from '../charts/differenceWhisker.ts';
import { type MarkIconName, markIcon } from '../charts/markIcon.ts';
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import { localise } from '../instruments/localised.ts';
import { dimensionTitle } from '../reportPages/dimensionTitle.ts';
import type { PlanVerdict } from '../statistics/planVerdict.ts';
import type { DimensionEffect, InstrumentEffects, WaveEffects } from './findEffects.ts';
import type { PlanOutcome } from './findOutcome.ts';

const words = {
  helped: 'higher',
  aboveExpected: 'higher',
  belowExpected: 'lower',
  asExpected: 'same',
  unclear: 'unclear',
  notTested: 'notTested',
} as const satisfies Record<PlanVerdict, MarkIconName>;

export function presentEffects({ first, second, underWay, instruments }: WaveEffects, reader: Reader) {
  const { t, f } = reader;
  return {
    between: t('plans:effects.between', { first: first.title, second: second.title }),
    underWay:
      underWay > 0 ? t('plans:effects.underWay', { count: underWay, number: f.number(underWay) }) : '',
    instruments: instruments.map((one) => presentInstrument(one, reader)),
  };
}

function presentInstrument({ instrument, dimensions }: InstrumentEffects, reader: Reader) {
  const margin = marginOf(instrument);
  const reach = whiskerReach(
    dimensions.flatMap(({ effect }) => effect?.ci95 ?? []),
    margin,
  );
  return {
    title: localise(instrument.title, reader.lang).text,
    rows: dimensions.map((one) => ({
      dimension: dimensionTitle(one.dimension, instrument, reader),
      ...effectRow(one, { reach, margin, dir: reader.dir }, reader),
    })),
  };
}

type Frame = Parameters<typeof differenceWhisker>[1];

function effectRow(one: DimensionEffect, frame: Frame, { t, f }: Reader) {
  const { effect, verdict, design } = one;
  const points = (value: number) => f.signed(value, { digits: 1 });
  const counts = { planned: f.number(one.planned), others: f.number(one.others) };
  const row = {
    mark: markIcon(words[verdict]),
    kind: words[verdict],
    word: t(`plans:verdict.${verdict}`),
    design: t(`plans:effects.${design}`, counts),
    left: one.left > 0 ? t('plans:effects.left', { number: f.number(one.left) }) : '',
    about: '',
    chart: '',
    numbers: null as Record<'observed' | 'expected' | 'common' | 'effect' | 'interval', string> | null,
  };
  if (!effect) return { ...row, about: t('plans:effects.nothingSeen') };
  const detectable = t('reports:detectable', { points: f.number(effect.detectable, { digits: 1 }) });
  if (verdict === 'notTested') return { ...row, about: detectable };
  const [low, high] = effect.ci95;
  return {
    ...row,
    about: [verdict === 'unclear' ? detectable : '', design === 'matched' ? t('plans:effects.noProof') : '']
      .filter(Boolean)
      .join('. '),
    chart: differenceWhisker(
      { difference: effect.effect, interval: effect.ci95, word: words[verdict] },
      frame,
    ),
    numbers: {
      observed: points(effect.observedGain),
      expected: points(effect.expectedGain),
      common: points(effect.commonGain),
      effect: points(effect.effect),
      interval: t('reports:interval', { low: points(low), high: points(high) }),
    },
  };
}

/** The office of one plan; never says that the plan worked. */
export function presentOutcome(outcome: PlanOutcome, reader: Reader) {
  const { t, f } = reader;
  const { before, after, expected, expectedCi95, remainder, ci95, verdict, instrument } = outcome;
  const points = (value: number) => f.signed(value, { digits: 1 });
  const between = ([low, high]: readonly [number, number], write: (value: number) => string) =>
    t('reports:interval', { low: write(low), high: write(high) });
  const margin = marginOf(instrument);
  const gains = expectedCi95.map((value) => value - before) as [number, number];
  const sentence = t('plans:outcome.sentence', {
    observed: points(after - before),
    expected: points(expected - before),
    remainder: points(remainder),
  });
  return {
    mark: markIcon(words[verdict]),
    kind: words[verdict],
    word: t(`plans:verdict.${verdict}`),
    wave: outcome.second.title,
    sentence,
    chart: differenceWhisker(
      { difference: remainder, interval: ci95, word: words[verdict] },
      { reach: whiskerReach([...ci95], margin), margin, dir: reader.dir },
    ),
    rows: [
      { label: t('plans:outcome.observed'), value: points(after - before), interval: '' },
      {
        label: t('plans:outcome.expected'),
        value: points(expected - before),
        interval: between(gains, points),
      },
      { label: t('plans:outcome.remainder'), value: points(remainder), interval: between(ci95, points) },
    ],
  };
}

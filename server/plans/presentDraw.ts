/** A draw before it is made (who may be drawn, what it could show) and after it (who begins, who waits, and how to repeat it). */
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { dimensionTitle } from '../reportPages/dimensionTitle.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { type Eligible, foreseen } from './drawStart.ts';
import { instrumentOf } from './knownScore.ts';
import { begins, type PlanDraw, waits } from './planDraw.ts';

export function presentNewDraw(wave: Wave, dimension: string, eligible: Eligible, reader: Reader) {
  const { t, f } = reader;
  const { offices } = eligible;
  return {
    dimensions: wave.instruments.flatMap((instrument) =>
      instrument.dimensions.map(({ id }) => ({ value: id, label: dimensionTitle(id, instrument, reader) })),
    ),
    offices: offices.map(({ code, mean }) => ({
      value: code,
      label: nameInWave(wave, code, reader),
      hint: t('plans:draw.score', { score: f.number(mean, { digits: 1 }) }),
    })),
    half: Math.floor(offices.length / 2),
    foreseen: foreseen(eligible, countsFor(offices.length)).map(({ count, points }) => ({
      count: f.number(count),
      others: f.number(offices.length - count),
      points: points === null ? t('plans:draw.nothingSeen') : f.number(points, { digits: 1 }),
    })),
    dimension,
  };
}

/** From the fewest that are tested to half, at most four steps. */
function countsFor(all: number): number[] {
  const [least, half] = [minimumSizes.planSide, Math.floor(all / 2)];
  if (half <= least) return all < 2 ? [] : [Math.max(1, half)];
  const steps = [0, 1, 2, 3].map((step) => Math.round(least + ((half - least) * step) / 3));
  return [...new Set(steps)];
}

export function presentDraw(draw: PlanDraw, wave: Wave, reader: Reader) {
  const { t, f } = reader;
  const instrument = instrumentOf(wave, draw.dimension);
  const names = (codes: readonly string[]) => codes.map((code) => nameInWave(wave, code, reader));
  return {
    dimension: instrument ? dimensionTitle(draw.dimension, instrument, reader) : draw.dimension,
    waveTitle: wave.title,
    day: f.dateLong(instantOfDay(draw.day)),
    seed: draw.seed,
    begins: names(begins(draw)),
    waits: names(waits(draw)),
    counts: t('plans:draw.counts', {
      begins: f.number(draw.count),
      waits: f.number(draw.offices.length - draw.count),
    }),
  };
}

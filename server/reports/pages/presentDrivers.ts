/** The drivers of the outcome as a quadrant and a table; null where the instrument names no outcome or none can be estimated. */
import type { Instrument } from '../../instruments/instrument.ts';
import { driverQuadrant } from '../charts/driverQuadrant.ts';
import { type InstrumentReport, isShown } from '../report.ts';
import type { Reader } from './reader.ts';
import { dimensionTitle } from './summarySentences.ts';

export function presentDrivers(
  report: InstrumentReport,
  instrument: Instrument,
  office: { code: string; nameOf(code: string): string },
  reader: Reader,
) {
  const { t, f } = reader;
  const { drivers } = report;
  if (!drivers || drivers.weights.length === 0) return null;
  const outcome = dimensionTitle(drivers.outcome, instrument, reader);
  const points = drivers.weights.flatMap(({ dimension, share }) => {
    const found = report.dimensions.find(({ id }) => id === dimension);
    const known = found && isShown(found) && found.mean !== null;
    return known
      ? [{ label: dimensionTitle(dimension, instrument, reader), mean: found.mean as number, share }]
      : [];
  });
  const middle = {
    mean: points.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, points.length),
    share: 1 / drivers.weights.length,
  };
  return {
    title: t('reports:drivers.title', { outcome }),
    note: t('reports:drivers.note', { outcome, r2: f.percent(drivers.r2) }),
    from:
      drivers.from === office.code ? '' : t('reports:drivers.from', { office: office.nameOf(drivers.from) }),
    chart:
      points.length > 1
        ? driverQuadrant(points, middle, reader.dir, t('reports:drivers.chart', { outcome }))
        : '',
    rows: [...points]
      .sort((a, b) => b.share - a.share)
      .map(({ label, mean, share }) => ({
        label,
        share: f.percent(share),
        mean: f.number(mean, { digits: 1 }),
      })),
  };
}

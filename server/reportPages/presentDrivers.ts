/** The drivers of the outcome as a quadrant and a table; null where the instrument names no outcome or none can be estimated. */

import { driverQuadrant } from '../charts/driverQuadrant.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { type InstrumentReport, isShown } from '../reports/published/reportObject.ts';
import { isRounded } from './presentScore.ts';
import { dimensionTitle } from './summarySentences.ts';

export function presentDrivers(
  report: InstrumentReport & { dominance: number[] | null },
  instrument: Instrument,
  office: { code: string; nameOf(code: string): string },
  reader: Reader,
) {
  const { t, f } = reader;
  const { drivers } = report;
  if (!drivers || drivers.weights.length === 0) return null;
  const outcome = dimensionTitle(drivers.outcome, instrument, reader);
  const known = drivers.weights.flatMap(({ dimension, share }, place) => {
    const found = report.dimensions.find(({ id }) => id === dimension);
    return found && isShown(found) && found.mean !== null
      ? [
          {
            id: dimension,
            mean: found.mean,
            share,
            dominance: report.dominance?.[place] ?? null,
            digits: isRounded(found) ? 0 : 1,
          },
        ]
      : [];
  });
  const points = known
    .sort((a, b) => b.share - a.share)
    .map((point, order) => ({ ...point, label: f.number(order + 1) }));
  const middle = {
    mean: points.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, points.length),
    share: 1 / drivers.weights.length,
  };
  const rows = points.map(({ id, label, mean, share, dominance, digits }) => ({
    number: label,
    label: dimensionTitle(id, instrument, reader),
    share: f.percent(share),
    dominance: dominance === null ? '–' : f.percent(dominance),
    mean: f.number(mean, { digits }),
  }));
  if (rows.length === 0) return null;
  return {
    title: t('reports:drivers.finding', { dimension: rows[0]?.label, outcome }),
    note: t('reports:drivers.note', { outcome, r2: f.percent(drivers.r2), n: drivers.n }),
    from:
      drivers.from === office.code ? '' : t('reports:drivers.from', { office: office.nameOf(drivers.from) }),
    chart:
      points.length > 1
        ? driverQuadrant(points, middle, reader.dir, t('reports:drivers.chart', { outcome }))
        : '',
    rows,
  };
}

/**
 * Removes differences from the previous wave for a reader who may not read that wave: a mean and its difference from an earlier
 * mean together give the earlier mean.
 */

import type { ComparedRow, OfficeComparison } from '../reports/making/comparison/compareOffices.ts';
import { findPublishedComparison, streamPublishedReports } from '../reports/published/findPublished.ts';
import {
  type InstrumentReport,
  isShown,
  type Report,
  type Score,
  type Suppressed,
} from '../reports/published/reportObject.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';

/** Whether the previous wave is released to the reader; true where there is none. */
export async function mayReadPrevious(wave: Wave, mayRead: (earlier: Wave) => boolean): Promise<boolean> {
  if (wave.previous === null) return true;
  const earlier = await WaveModel.findById(wave.previous).select('-instruments').lean();
  return earlier?.state === 'released' && mayRead(earlier);
}

export function hidePreviousIn<S extends Pick<Score, 'versus'>>(score: S | Suppressed): S | Suppressed {
  if (!isShown(score)) return score;
  return { ...score, versus: { ...score.versus, previous: { unavailable: 'noPrevious' } } };
}

export function hidePrevious(report: Report): Report {
  return { ...report, instruments: report.instruments.map(ofInstrument) };
}

export function hidePreviousInComparison(found: OfficeComparison): OfficeComparison {
  const rows = (list: readonly ComparedRow[]) =>
    list.map((row) => ({ ...row, index: hidePreviousIn(row.index) }));
  const alike = found.alike && { alike: { ...found.alike, waves: {} } };
  return { ...found, ...alike, change: null, rows: rows(found.rows), subtrees: rows(found.subtrees) };
}

/** The comparison as a reader may see it; null before the release, and for an instrument that the wave has not. */
export async function findReadableComparison(
  wave: Wave,
  instrument: string,
  mayRead: (earlier: Wave) => boolean,
): Promise<OfficeComparison | null> {
  const found = await findPublishedComparison(wave, instrument);
  if (!found) return null;
  const readable = (await mayReadPrevious(wave, mayRead)) ? found : hidePreviousInComparison(found);
  if (!readable.change || (await mayReadAll(readable.change.waves, wave, mayRead))) return readable;
  return { ...readable, change: null };
}

/** Levels of all waves follow from the change over them. */
async function mayReadAll(
  waves: readonly { id: string }[],
  wave: Wave,
  mayRead: (earlier: Wave) => boolean,
): Promise<boolean> {
  for (const { id } of waves) {
    if (id === wave._id) continue;
    const earlier = await WaveModel.findById(id).select('-instruments').lean();
    if (earlier?.state !== 'released' || !mayRead(earlier)) return false;
  }
  return true;
}

/** All reports of a released wave as a reader may see them. */
export async function* readableReports(wave: Wave, showsPrevious: boolean): AsyncGenerator<Report> {
  for await (const report of streamPublishedReports(wave))
    yield showsPrevious ? report : hidePrevious(report);
}

function ofInstrument(instrument: InstrumentReport): InstrumentReport {
  return {
    ...instrument,
    index: hidePreviousIn(instrument.index),
    dimensions: instrument.dimensions.map((dimension) => {
      if (!isShown(dimension)) return dimension;
      const items = dimension.items.map((item) => (isShown(item) ? { ...item, ...hidden(item) } : item));
      return { ...dimension, ...hidden(dimension), items };
    }),
  };
}

const hidden = ({ versus }: Pick<Score, 'versus'>): Pick<Score, 'versus'> => ({
  versus: { ...versus, previous: { unavailable: 'noPrevious' } },
});

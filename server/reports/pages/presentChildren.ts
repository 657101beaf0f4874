/** The offices below, each with its index against parent and province; locked rows last, under their own rule. */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Wave } from '../../waves/wave.ts';
import { axisLabels } from '../charts/axisLabels.ts';
import { dotInterval } from '../charts/dotInterval.ts';
import { axisFor } from '../charts/horizontalScale.ts';
import { isShown, type Report, type Score } from '../report.ts';
import { drawnValues } from './presentDimensions.ts';
import { officeName } from './presentReport.ts';
import { differenceCell, intervalOf, otherSide, scoreCell, suppressedCell } from './presentScore.ts';
import type { Reader } from './reader.ts';

/** `reports` are those of the office's own staff and of each child, in tree order; the first instrument's index is shown. */
export function presentChildren(reports: readonly Report[], wave: Wave, reader: Reader) {
  const instrument = wave.instruments[0] as Instrument;
  const indexOf = (report: Report) => report.instruments[0]?.index;
  const scores = reports
    .map(indexOf)
    .filter((index): index is Score => index !== undefined && isShown(index));
  const scale = axisFor(scores.flatMap(drawnValues), reader.dir);
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  const rows = reports.map((report) => {
    const index = indexOf(report);
    const base = { code: report.office, scope: report.scope, name: officeName(wave, report.office, reader) };
    if (report.rolledUpTo) {
      return {
        ...base,
        rolledUp: { code: report.rolledUpTo, name: officeName(wave, report.rolledUpTo, reader) },
      };
    }
    if (!index || !isShown(index))
      return { ...base, hidden: index ? suppressedCell(index, reader) : undefined };
    const references = {
      province: otherSide(index, index.versus.province),
      parent: otherSide(index, index.versus.parent),
      previous: otherSide(index, index.versus.previous),
    };
    return {
      ...base,
      ...scoreCell(index, instrument, reader),
      chart: dotInterval({ mean: index.mean ?? 0, interval: intervalOf(index), ...references }, scale, {
        edges,
        ideal: instrument.ideal,
      }),
      province: differenceCell(index.versus.province, reader),
      parent: differenceCell(index.versus.parent, reader),
    };
  });
  const isScored = (row: (typeof rows)[number]) => 'chart' in row;
  return {
    axis: axisLabels(
      scale,
      edges.map((value) => ({ value, text: reader.f.number(value, { digits: 0 }) })),
    ),
    rows: [...rows.filter(isScored), ...rows.filter((row) => !isScored(row))],
  };
}

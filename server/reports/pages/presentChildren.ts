/** The offices below, each with its index against the rest of the office and of the province; locked rows last, under their own rule. */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Wave } from '../../waves/wave.ts';
import { axisLabels } from '../charts/axisLabels.ts';
import { dotInterval } from '../charts/dotInterval.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import { type Difference, isShown, type Report, type Score } from '../report.ts';
import { drawnValues } from './presentDimensions.ts';
import { officeName } from './presentReport.ts';
import { differenceCell, intervalOf, otherSide, scoreCell, suppressedCell } from './presentScore.ts';
import type { Reader } from './reader.ts';

/**
 * `reports` are those of the office's own staff and of each child, in tree order; the first instrument's index is shown.
 * `withParent`: the office is not the province, so that its own rest is another one than the province's.
 */
export function presentChildren(
  reports: readonly Report[],
  wave: Wave,
  office: { code: string; withParent: boolean },
  reader: Reader,
) {
  const instrument = wave.instruments[0] as Instrument;
  const shown = reports.flatMap((report) => indexOf(report) ?? []);
  const scale = axisFor(shown.flatMap(drawnValues), reader.dir);
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  const rows = reports.map((report) => presentChild(report, wave, office, scale, reader));
  const isScored = (row: (typeof rows)[number]) => 'chart' in row;
  return {
    title: finding(reports, wave, office, reader),
    withParent: office.withParent,
    axis: axisLabels(
      scale,
      edges.map((value) => ({ value, text: reader.f.number(value, { digits: 0 }) })),
    ),
    rows: [...rows.filter(isScored), ...rows.filter((row) => !isScored(row))],
  };
}

function indexOf(report: Report): Score | undefined {
  const index = report.instruments[0]?.index;
  return index && isShown(index) && index.mean !== null && !report.rolledUpTo ? index : undefined;
}

function presentChild(
  report: Report,
  wave: Wave,
  office: { code: string; withParent: boolean },
  scale: HorizontalScale,
  reader: Reader,
) {
  const instrument = wave.instruments[0] as Instrument;
  const isSelf = report.office === office.code;
  const name = officeName(wave, report.office, reader);
  const base = {
    code: report.office,
    scope: report.scope,
    name: isSelf ? reader.t('reports:units.own', { office: name }) : name,
  };
  if (report.rolledUpTo) {
    return {
      ...base,
      rolledUp: { code: report.rolledUpTo, name: officeName(wave, report.rolledUpTo, reader) },
    };
  }
  const index = report.instruments[0]?.index;
  if (!index || !isShown(index)) return { ...base, hidden: index && suppressedCell(index, reader) };
  if (index.mean === null)
    return { ...base, hidden: { mark: '', word: reader.t('reports:quality.notEnough') } };
  const { versus } = index;
  const values = {
    mean: index.mean,
    interval: intervalOf(index),
    province: otherSide(index, versus.province),
    parent: office.withParent && !isSelf ? otherSide(index, versus.parent) : null,
    previous: otherSide(index, versus.previous),
  };
  return {
    ...base,
    ...scoreCell(index, instrument, reader),
    n: reader.f.number(index.n),
    chart: dotInterval(values, scale, {
      edges: instrument.bands.slice(1).map(({ from }) => from),
      ideal: instrument.ideal,
    }),
    province: differenceCell(versus.province, reader),
    parent: office.withParent && !isSelf ? differenceCell(versus.parent, reader) : undefined,
  };
}

const mostNamed = 3;

/** Who stands apart from the rest of the same office: by name where they are few. */
function finding(reports: readonly Report[], wave: Wave, office: { code: string }, reader: Reader): string {
  const { t, f } = reader;
  const children = reports.filter((report) => report.office !== office.code);
  const rest = officeName(wave, office.code, reader);
  const marked = (name: string) =>
    children
      .filter((report) => markOf(indexOf(report)?.versus.parent) === name)
      .map((report) => report.office);
  const [lower, higher] = [marked('lower'), marked('higher')];
  if (lower.length + higher.length === 0) {
    return t(marked('notDifferent').length > 0 ? 'reports:units.findingNone' : 'reports:units.title', {
      rest,
    });
  }
  const written = (codes: string[]) =>
    codes.length <= mostNamed
      ? f.list(codes.map((code) => officeName(wave, code, reader)))
      : t('reports:units.count', { count: codes.length });
  const values = { rest, lower: written(lower), higher: written(higher) };
  if (higher.length === 0) return t('reports:units.findingLower', values);
  return t(lower.length === 0 ? 'reports:units.findingHigher' : 'reports:units.findingBoth', values);
}

const markOf = (difference: Difference | undefined) =>
  difference && 'mark' in difference ? difference.mark : undefined;

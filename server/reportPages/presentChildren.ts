/** The offices below, each with its index against the rest of the office and of the province; hidden rows come last. */

import { axisLabels } from '../charts/axisLabels.ts';
import { dotInterval } from '../charts/dotInterval.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedRow, ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import type { Scope } from '../reports/scope.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { officesFinding } from './officesFinding.ts';
import { drawnValues } from './presentDimensions.ts';
import { differenceCell, intervalOf, otherSide, scoreCell, suppressedCell } from './presentScore.ts';
import { wordOf } from './spokenDifference.ts';

/** A row and the scope its page is opened in. */
export type Child = ComparedRow & { scope: Scope };

interface ParentOffice {
  code: string;
  withParent: boolean;
}

/**
 * `children` are the office's own staff and each office below, in tree order; the first instrument's index is shown.
 * `withParent`: the office is not the province, so that the rest of its own subtree differs from the rest of the province.
 */
export function presentChildren(
  children: readonly Child[],
  wave: Wave,
  office: ParentOffice,
  reader: Reader,
) {
  const instrument = wave.instruments[0] as Instrument;
  const shown = children.flatMap((child) => indexOf(child) ?? []);
  const scale = axisFor(shown.flatMap(drawnValues), reader.dir);
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  const rows = children.map((child) => presentChild(child, { wave, office, scale }, reader));
  const isScored = (row: (typeof rows)[number]) => 'chart' in row;
  return {
    title: finding(children, wave, office, reader),
    withParent: office.withParent,
    axis: axisLabels(
      scale,
      edges.map((value) => ({ value, text: reader.f.number(value, { digits: 0 }) })),
    ),
    rows: [...rows.filter(isScored), ...rows.filter((row) => !isScored(row))],
  };
}

function indexOf({ index, rolledUpTo }: ComparedRow): ComparedScore | undefined {
  return isShown(index) && index.mean !== null && !rolledUpTo ? index : undefined;
}

function presentChild(
  child: Child,
  { wave, office, scale }: { wave: Wave; office: ParentOffice; scale: HorizontalScale },
  reader: Reader,
) {
  const instrument = wave.instruments[0] as Instrument;
  const isSelf = child.office === office.code;
  const name = nameInWave(wave, child.office, reader);
  const base = {
    code: child.office,
    scope: child.scope,
    name: isSelf ? reader.t('reports:units.own', { office: name }) : name,
  };
  if (child.rolledUpTo) {
    return {
      ...base,
      rolledUp: { code: child.rolledUpTo, name: nameInWave(wave, child.rolledUpTo, reader) },
    };
  }
  const { index } = child;
  if (!isShown(index)) return { ...base, hidden: suppressedCell(index, reader) };
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

/** Who differs from the rest of the same office. */
function finding(all: readonly Child[], wave: Wave, { code }: { code: string }, reader: Reader): string {
  const words = all
    .filter(({ office }) => office !== code)
    .map((child) => ({ office: child.office, word: wordOf(indexOf(child)?.versus.parent) }));
  const found = officesFinding(words, { wave, rest: code }, reader);
  return found ?? reader.t('reports:units.title', { rest: nameInWave(wave, code, reader) });
}

/**
 * The map of a comparison: the offices below the root, a chosen office of any depth with its numbers, and a step deeper the offices below
 * that one. Levels may be six deep, so each step leads to the next.
 */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { officePlaces } from '../offices/officePlaces.ts';
import { type OfficeTree, officeTree } from '../offices/officeTree.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import type { ComparisonOrder } from './comparisonOrder.ts';
import { type MapLevel, type MapRow, mapWhisker, presentMapLevel } from './presentMap.ts';

interface AskedMap {
  instrument: Instrument;
  order: ComparisonOrder;
  /** Code of the chosen office as the address has it. */
  at: unknown;
  openAt: (code: string) => string;
  base: string;
}

export interface ProvinceMap {
  top: MapLevel;
  chosen: Chosen | null;
}

interface Chosen {
  /** The offices between the root and the chosen one. */
  line: { name: string; href: string }[];
  row: MapRow;
  below: MapLevel | null;
  /** Some of those below open further. */
  goesOn: boolean;
}

/** null where nothing lies below the root. */
export async function presentProvinceMap(
  compared: readonly ComparedRow[],
  wave: Wave,
  asked: AskedMap,
  reader: Reader,
): Promise<ProvinceMap | null> {
  const root = rootOffice(wave);
  const tree = officeTree(wave.offices);
  const line = lineTo(String(asked.at ?? ''), tree, root);
  const at = line.at(-1) ?? '';
  const codes = [root, ...line].flatMap((code) => tree.children(code)).map(({ code }) => code);
  const places = await officePlaces(codes, reader);
  const context = { ...asked, wave, compared, places, at: line[0] ?? '' };
  const whisker = mapWhisker(compared, asked.instrument, reader);
  const top = presentMapLevel(root, reader.t('reports:map.title'), context, whisker, reader);
  if (!top || at === '') return top && { top, chosen: null };
  const isEnd = (code: string) => tree.children(code).length === 0;
  // What has nothing below it leads to its report.
  const deeper = {
    ...context,
    at,
    openAt: (code: string) => (isEnd(code) ? `${asked.base}/${code}?scope=own` : asked.openAt(code)),
  };
  const levelBelow = (code: string) => {
    const title = reader.t('reports:map.below', { office: nameInWave(wave, code, reader) });
    return presentMapLevel(code, title, deeper, whisker, reader);
  };
  const beside = line.length > 1 ? levelBelow(line.at(-2) ?? root) : top;
  const row = beside?.rows.find(({ code }) => code === at);
  if (!row) return { top, chosen: null };
  const nameOf = (code: string) => places.get(code)?.shortName ?? nameInWave(wave, code, reader);
  return {
    top,
    chosen: {
      line: line.slice(0, -1).map((code) => ({ name: nameOf(code), href: asked.openAt(code) })),
      row,
      below: levelBelow(at),
      goesOn: tree.children(at).some(({ code }) => !isEnd(code)),
    },
  };
}

/** The codes from the one right below the root down to an office; none for one that is not below it. */
function lineTo(code: string, tree: OfficeTree<{ code: string; parent: string | null }>, root: string) {
  if (!tree.get(code)) return [];
  const line = [code, ...tree.ancestors(code).map((office) => office.code)];
  const end = line.indexOf(root);
  return end > 0 ? line.slice(0, end).reverse() : [];
}

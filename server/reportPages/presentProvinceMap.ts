/** The map of a comparison: the offices below the root, the chosen one of them with its numbers, and a step deeper the offices below that one. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { officePlaces } from '../offices/officePlaces.ts';
import { officeTree } from '../offices/officeTree.ts';
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
  chosen: { row: MapRow; below: MapLevel | null } | null;
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
  const at = tree.children(root).find(({ code }) => code === asked.at)?.code ?? '';
  const codes = [...tree.children(root), ...(at ? tree.children(at) : [])].map(({ code }) => code);
  const places = await officePlaces(codes, reader);
  const context = { ...asked, wave, compared, places, at };
  const whisker = mapWhisker(compared, asked.instrument, reader);
  const top = presentMapLevel(root, reader.t('reports:map.title'), context, whisker, reader);
  if (!top) return null;
  const row = top.rows.find(({ code }) => code === at);
  if (!row) return { top, chosen: null };
  // A step deeper nothing opens further: the tiles lead to the reports.
  const deeper = { ...context, openAt: (code: string) => `${asked.base}/${code}?scope=own` };
  const title = reader.t('reports:map.below', { office: nameInWave(wave, at, reader) });
  return { top, chosen: { row, below: presentMapLevel(at, title, deeper, whisker, reader) } };
}

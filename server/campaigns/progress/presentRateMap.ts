/**
 * The offices of the second level of a running wave on the map of the province: the number is the response rate as the table has it, the fill
 * whether the step lies above or below the target, or holds it. It is made from the same steps as the table and from nothing else.
 */
import { type MarkIconName, markIcon } from '../../charts/markIcon.ts';
import { type TileMap, tileMap } from '../../charts/tileMap.ts';
import type { Reader } from '../../i18n/reader.ts';
import { officePlaces } from '../../offices/officePlaces.ts';
import type { Branch } from './presentRates.ts';
import { type RateKind, rateKind, rateKinds } from './rateKind.ts';

export interface RateMap {
  map: TileMap;
  legend: { kind: RateKind; mark: string; word: string }[];
}

const icons: Record<RateKind, MarkIconName> = {
  reached: 'higher',
  below: 'lower',
  unclear: 'unclear',
  notYet: 'notYet',
};

/** @param hrefOf where a tile leads. null where too few places are known */
export async function presentRateMap(
  branches: readonly Branch[],
  target: number,
  hrefOf: (code: string) => string,
  reader: Reader,
): Promise<RateMap | null> {
  const { t, f, dir } = reader;
  const places = await officePlaces(
    branches.map(({ code }) => code),
    reader,
  );
  const tiles = branches.map((branch) => {
    const { code, name, rate } = branch;
    const kind = rateKind(branch, target);
    const tile = {
      code,
      name: places.get(code)?.shortName ?? name,
      number: rate === null ? '' : f.percent(rate),
      kind,
      mark: markIcon(icons[kind]),
      word: t(`progress:map.${kind}`),
      href: hrefOf(code),
      isChosen: false,
    };
    return { tile, place: places.get(code)?.place ?? null };
  });
  const map = tileMap(tiles, dir);
  const legend = rateKinds
    .filter((kind) => tiles.some(({ tile }) => tile.kind === kind))
    .map((kind) => ({ kind, mark: markIcon(icons[kind]), word: t(`progress:map.${kind}`) }));
  return map && { map, legend };
}

/** Assembles the comparison page: every office's row, rank intervals, means of the province, movement, and the view switches. */
import { NotFound } from '../http/httpErrors.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { Level, Levels } from '../offices/levels/level.ts';
import { loadLevels } from '../offices/levels/loadLevels.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { type ComparisonOrder, type OfficeSize, officeSizes } from './comparisonOrder.ts';
import { findReadableComparison } from './hidePrevious.ts';
import { presentAlike } from './presentAlike.ts';
import { presentAnswered } from './presentAnswered.ts';
import { presentComparison } from './presentComparison.ts';
import { presentHeadline } from './presentHeadline.ts';
import { presentMeans } from './presentMeans.ts';
import { presentMovement } from './presentMovement.ts';
import { presentProvinceMap } from './presentProvinceMap.ts';
import { presentResponseRates } from './presentResponseRates.ts';
import { presentRollups } from './presentRollups.ts';
import { presentTestsBetweenOffices } from './presentTestsBetweenOffices.ts';
import { presentYears } from './presentYears.ts';
import { marks, waveLine } from './reportPage.ts';
import { shrinkageWords } from './shrinkageWords.ts';
import { silentSentence } from './silentBounds.ts';

interface ComparisonRequest {
  order: ComparisonOrder;
  size: OfficeSize | null;
  /** Only offices of one level; what is no level of this wave is all of them. */
  level: unknown;
  instrument: unknown;
  /** Code of the office that is opened on the map. */
  at: unknown;
  /** Address of the page itself. */
  path: string;
  /** Address that office codes are appended to. */
  base: string;
  /** Whether the reader may see the comparison of an earlier wave. */
  mayRead(earlier: Wave): boolean;
}

export async function comparisonPage(wave: Wave, asked: ComparisonRequest, reader: Reader) {
  const { t } = reader;
  const instrument = wave.instruments.find(({ id }) => id === asked.instrument) ?? wave.instruments[0];
  if (!instrument) throw new NotFound();
  const table = await findReadableComparison(wave, instrument.id, asked.mayRead);
  const { rows, subtrees } = table ?? { rows: [], subtrees: [] };
  const levels = await loadLevels();
  const onLevels = levels.all.filter(({ id }) => rows.some((row) => row.level === id));
  const level = onLevels.find(({ id }) => id === asked.level)?.id ?? null;
  const order = knownOrder(asked.order, instrument);
  const address = addressOf({ ...asked, order, level }, instrument);
  const title = t('reports:comparison.title', { count: rows.filter(({ rolledUpTo }) => !rolledUpTo).length });
  return {
    title,
    page: presentComparison(rows, wave, { instrument, order, size: asked.size, level }, reader),
    map: table
      ? await presentProvinceMap(
          rows,
          wave,
          {
            instrument,
            order,
            at: asked.at,
            openAt: (code) => `${address({ at: code })}#map-chosen`,
            base: asked.base,
          },
          reader,
        )
      : null,
    alike: presentAlike(table?.alike, { instrument, levels }, reader),
    between: presentTestsBetweenOffices(table?.between ?? {}, instrument, reader),
    response: presentResponseRates(rows, wave, { root: rootOffice(wave), levels }, reader),
    shrinkage: shrinkageWords(table?.shrinkage, reader),
    headline: presentHeadline(table?.means ?? [], wave, reader),
    means: presentMeans(table?.means ?? [], reader),
    answered: presentAnswered(
      table?.raked,
      table?.means ?? [],
      { instrument, bounds: boundsOfAll(subtrees.length > 0 ? subtrees : rows, wave, reader) },
      reader,
    ),
    movement: presentMovement(rows, wave, reader),
    years: presentYears(table?.change, { wave, instrument, levels }, reader),
    rollups: presentRollups(rows, subtrees, wave, reader),
    levels: levelSwitch({ onLevels, level, address }, levels, reader),
    released: wave.state === 'released',
    ...switches(
      { ...asked, order },
      { instrument, wave, withSizes: rows.some(({ headcount }) => headcount), address },
      reader,
    ),
    waveLine: waveLine(wave, reader),
    running: `${title} · ${waveLine(wave, reader)}`,
    marks,
    base: asked.base,
  };
}

/** What those who did not answer could change in the mean of the province; '' where it is not shown or nearly all answered. */
function boundsOfAll(rows: readonly ComparedRow[], wave: Wave, reader: Reader): string {
  const province = rows.find(({ office }) => office === rootOffice(wave));
  if (!province || !isShown(province.index)) return '';
  return silentSentence(province.index, province.headcount, reader);
}

/** Links to the offices of one level, among which alone the reader then compares; none where there is one level only. */
function levelSwitch(
  { onLevels, level, address }: { onLevels: readonly Level[]; level: string | null; address: Address },
  { plural }: Levels,
  { t, lang }: Reader,
) {
  if (onLevels.length < 2) return [];
  const all = { href: address({ level: '' }), label: t('reports:levels.all'), current: level === null };
  return [
    all,
    ...onLevels.map(({ id }) => ({
      href: address({ level: id }),
      label: plural(id, lang),
      current: id === level,
    })),
  ];
}

function knownOrder(order: string, instrument: Instrument): ComparisonOrder {
  const known = ['index', 'tree', 'name', ...instrument.dimensions.map(({ id }) => id)];
  return known.includes(order) ? order : 'index';
}

type Address = (changes: Record<string, string>) => string;

/** The address of the page with some choices changed and the others kept. */
function addressOf({ order, size, level, at, path }: ComparisonRequest, instrument: Instrument): Address {
  const opened = typeof at === 'string' ? { at } : {};
  return (changes) => {
    const now = {
      order,
      instrument: instrument.id,
      ...(size && { size }),
      ...(level ? { level: String(level) } : {}),
      ...opened,
      ...changes,
    };
    return `${path}?${new URLSearchParams(Object.entries(now).filter(([, value]) => value !== ''))}`;
  };
}

/** Links that change one choice; another instrument has other dimensions, so its link resets the order. */
function switches(
  { order, size }: ComparisonRequest,
  {
    instrument,
    wave,
    withSizes,
    address,
  }: { instrument: Instrument; wave: Wave; withSizes: boolean; address: Address },
  { t, lang }: Reader,
) {
  return {
    order,
    sortBy: (dimension: string) => address({ order: dimension }),
    instruments: wave.instruments.map(({ id, title }) => ({
      href: address({ instrument: id, order: 'index' }),
      label: localise(title, lang).text,
      current: id === instrument.id,
    })),
    orders: (['index', 'tree', 'name'] as const).map((one) => ({
      href: address({ order: one }),
      label: t(`reports:comparison.${orderKeys[one]}`),
      current: one === order,
    })),
    sizes: withSizes
      ? (['', ...officeSizes] as const).map((one) => ({
          href: address({ size: one }),
          label: t(`reports:sizes.${one || 'all'}`),
          current: (size ?? '') === one,
        }))
      : [],
  };
}

const orderKeys = { index: 'byIndex', tree: 'byTree', name: 'byName' } as const;

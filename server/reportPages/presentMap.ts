/**
 * The offices right below one office: on a map of tiles where their places are known, and in a table that says the same, with each difference
 * from everyone else of the wave, its interval and the range of ranks. Every number is one that disclosure control has released.
 */
import { axisLabels } from '../charts/axisLabels.ts';
import { horizontalScale } from '../charts/horizontalScale.ts';
import { type MarkIconName, markIcon } from '../charts/markIcon.ts';
import { rankBar } from '../charts/rankBar.ts';
import { type Tile, type TileMap, tileMap } from '../charts/tileMap.ts';
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { PlacedOffice } from '../offices/officePlaces.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { ComparedRow, ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { type ComparisonOrder, orderRows } from './comparisonOrder.ts';
import { type WhiskerFrame, whiskerFrame, whiskerOf } from './drawnDifference.ts';
import { type DifferenceCell, differenceCell, intervalOf, isRounded } from './presentScore.ts';
import { rankWords } from './rankWords.ts';
import { type ShownState, shownState } from './shownState.ts';

export interface MapLevel {
  code: string;
  title: string;
  map: TileMap | null;
  /** What the fills and marks stand for: the four verdicts, and each other state that occurs. */
  legend: { kind: MarkIconName; mark: string; word: string }[];
  axis: string;
  rows: MapRow[];
  /** How many offices of the wave have a rank. */
  ranked: number;
}

export interface MapRow {
  code: string;
  name: string;
  /** Where the office's report is, or that of its group. */
  report: string;
  isChosen: boolean;
  /** Where the offices below it are opened; '' where there are none. */
  opens: string;
  score: string;
  interval: string;
  state: ShownState;
  /** SVG */
  whisker: string;
  difference: DifferenceCell | null;
  rank: string;
  rankBar: string;
}

export interface MapContext {
  wave: Wave;
  instrument: Instrument;
  compared: readonly ComparedRow[];
  places: ReadonlyMap<string, PlacedOffice>;
  order: ComparisonOrder;
  /** Code of the office whose part of the map is opened; ''. */
  at: string;
  /** The address of the page with an office opened. */
  openAt: (code: string) => string;
  /** Address that office codes are appended to. */
  base: string;
}

const verdicts = ['higher', 'lower', 'same', 'unclear'] as const;

/** @param whisker one scale for all levels of a page. null where nothing lies below */
export function presentMapLevel(
  parent: string,
  title: string,
  context: MapContext,
  whisker: WhiskerFrame,
  reader: Reader,
): MapLevel | null {
  const { wave, compared, order } = context;
  const tree = officeTree(wave.offices);
  const codes = tree.children(parent).map(({ code }) => code);
  if (codes.length === 0) return null;
  const rowOf = new Map(compared.map((row) => [row.office, row]));
  const offices = codes.map((code) => ({ code, state: shownState(rowOf.get(code), wave, reader) }));
  const ordered = orderRows(
    offices.map(({ code, state }) => ({
      compared: rowOf.get(code) ?? absentRow(code),
      score: state.score ?? undefined,
      state,
    })),
    order,
    wave,
    reader,
  );
  const ranked = compared.filter(({ rank }) => rank !== null).length;
  const rows = ordered.map(({ compared: row, state }) =>
    mapRow(
      row,
      state,
      { ...context, whisker, ranked, hasBelow: tree.children(row.office).length > 0 },
      reader,
    ),
  );
  const kinds = new Set<string>(offices.map(({ state }) => state.kind));
  const others = offices
    .map(({ state }) => state)
    .filter(({ kind }) => !verdicts.some((one) => one === kind));
  return {
    code: parent,
    title,
    map: tileMap(
      offices.map(({ code, state }) => ({
        tile: tileOf(code, state, context, reader),
        place: context.places.get(code)?.place ?? null,
      })),
      reader.dir,
    ),
    legend: [
      ...verdicts.map((kind) => ({ kind, mark: markIcon(kind), word: reader.t(`reports:legend.${kind}`) })),
      ...[...new Map(others.map(({ kind, mark, word }) => [kind, { kind, mark, word }])).values()].map(
        (one) => (one.kind === 'rolledUp' ? { ...one, word: reader.t('reports:map.rolledUp') } : one),
      ),
    ].filter(({ kind }) => verdicts.some((one) => one === kind) || kinds.has(kind)),
    axis: axisOf(whisker, reader),
    rows: [...rows.filter(({ state }) => state.score), ...rows.filter(({ state }) => !state.score)],
    ranked,
  };
}

/** The scale of all differences of a page from the rest of the province. */
export function mapWhisker(compared: readonly ComparedRow[], instrument: Instrument, reader: Reader) {
  const shown = compared.flatMap(({ index, rolledUpTo }): ComparedScore[] =>
    'suppressed' in index || rolledUpTo ? [] : [index],
  );
  const against = shown.map(({ versus: { province } }) => ({ versus: { province } }));
  return whiskerFrame(against, marginOf(instrument), reader);
}

const absentRow = (office: string): ComparedRow => ({
  office,
  level: null,
  rolledUpTo: null,
  headcount: null,
  responses: 0,
  index: { suppressed: 'tooFew' },
  rank: null,
  dimensions: [],
});

function tileOf(
  code: string,
  state: ShownState,
  { wave, places, at, openAt }: MapContext,
  reader: Reader,
): Tile {
  return {
    code,
    name: places.get(code)?.shortName ?? nameInWave(wave, code, reader),
    number: scoreText(state.score, reader),
    kind: state.kind,
    mark: state.mark,
    word: state.word,
    href: openAt(code),
    isChosen: code === at,
  };
}

function scoreText(score: ComparedScore | null, { t, f }: Reader): string {
  if (!score || score.mean === null) return '';
  return isRounded(score)
    ? t('reports:map.about', { score: f.number(score.mean, { digits: 0 }) })
    : f.number(score.mean, { digits: 1 });
}

function mapRow(
  { office, rank }: ComparedRow,
  state: ShownState,
  context: MapContext & { whisker: WhiskerFrame; ranked: number; hasBelow: boolean },
  reader: Reader,
): MapRow {
  const { f } = reader;
  const { wave, places, base, at, whisker, ranked, hasBelow, openAt } = context;
  const { score, group } = state;
  const ends = score && intervalOf(score);
  const province = score && !isRounded(score) ? score.versus.province : null;
  return {
    code: office,
    name: places.get(office)?.shortName ?? nameInWave(wave, office, reader),
    report: `${base}/${group || office}?scope=own`,
    isChosen: office === at,
    opens: hasBelow ? openAt(office) : '',
    score: scoreText(score, reader),
    interval: ends ? f.range(ends[0], ends[1], { digits: 1 }) : '',
    state,
    whisker: province ? whiskerOf(province, whisker) : '',
    difference: province && differenceCell(province, reader, { withEffect: false }),
    rank: rankWords(rank, reader),
    rankBar: rank ? rankBar([rank.low, rank.high], ranked, reader.dir) : '',
  };
}

/** Zero and one number of points on both sides of it, above a column of differences. */
export function axisOf({ reach }: WhiskerFrame, { t, f, dir }: Reader): string {
  const end = [20, 10, 5].find((points) => points < 0.8 * reach) ?? reach;
  return axisLabels(horizontalScale(-reach, reach, dir), [
    { value: -end, text: f.signed(-end) },
    { value: 0, text: t('reports:map.zero'), className: 'axis-label own' },
    { value: end, text: f.signed(end) },
  ]);
}

/** The slides of the dimensions: a table on the side where reading begins, and on the other a chart in its rows. */
import type { Reader } from '../../i18n/reader.ts';
import type { KitCell, KitPartShown } from '../kitPart.ts';
import { keyOfMarks, placeOn, rowMarks } from './marks.ts';
import { colors, type Paragraph, type Shape, type Slide } from './slide.ts';
import { body } from './slideParts.ts';

/** More rows would be set smaller than can be read from a chair. */
const perSlide = 8;
const tableShare = 0.64;
const gap = 16;
/** Below the table: what the marks mean, and in two lines what could not have been seen. */
const notesHeight = 68;
/** An edge so near to the ideal, in points of the scale, gives way to its number. */
const besideIdeal = 5;

export function dimensionSlides(part: KitPartShown, isRtl: boolean, reader: Reader): Slide[] {
  const { rows } = part.dimensions;
  const pages = Math.ceil(rows.length / perSlide);
  return Array.from({ length: pages }, (_, at) =>
    dimensionSlide(part, rows.slice(at * perSlide, (at + 1) * perSlide), isRtl, reader),
  );
}

type Rows = KitPartShown['dimensions']['rows'];

function dimensionSlide(
  { title, dimensions, unseen, index }: KitPartShown,
  rows: Rows,
  isRtl: boolean,
  reader: Reader,
): Slide {
  const { t, f } = reader;
  const { sides, from, to, edges, ideal } = dimensions;
  const rowHeight = Math.min(44, (body.height - notesHeight) / (rows.length + 1));
  const width = body.width * tableShare;
  const chart = {
    x: isRtl ? body.x : body.x + width + gap,
    width: body.width - width - gap,
    y: body.y + rowHeight,
    height: rowHeight * rows.length,
  };
  const head = (text: string): Paragraph => [{ text }];
  const table: Shape = {
    kind: 'table',
    box: { ...body, x: isRtl ? body.x + body.width - width : body.x, width },
    columns: columnsOf(sides.length).map((share) => share * width),
    rowHeight,
    size: 14,
    name: `${title}: ${dimensions.title}`,
    rows: [
      [
        head(t('kit:words.dimension')),
        head(t('kit:words.score')),
        ...sides.map((side) => head(t(`kit:words.${side}`))),
      ],
      ...rows.map((row): Paragraph[] => [
        [{ text: row.title, bold: true }],
        [{ text: row.mean, bold: true, size: 16 }],
        ...sides.map((side) => differenceRuns(row[side], reader)),
      ]),
    ],
  };
  const place = placeOn(chart, from, to, isRtl);
  const line = (value: number, dotted: boolean): Shape => ({
    kind: 'line',
    box: { x: place(value), y: chart.y, width: 0, height: chart.height },
    stroke: dotted ? colors.ink : colors.rule,
    thickness: dotted ? 1.5 : 1,
    dotted,
  });
  const label = (value: number): Shape => ({
    kind: 'text',
    box: { x: place(value) - 15, y: chart.y - 20, width: 30, height: 16 },
    paragraphs: [[{ text: f.number(value, { digits: 0 }), color: colors.soft }]],
    size: 12,
  });
  const below: Shape = {
    kind: 'text',
    box: { ...body, y: chart.y + chart.height + 8, height: notesHeight - 8 },
    paragraphs: [keyOfMarks(index, false), ...(unseen ? [[{ text: unseen, color: colors.soft }]] : [])],
    size: 12,
  };
  const isDrawn = ideal !== null && ideal > from && ideal < to;
  const isBeside = (value: number) => isDrawn && Math.abs(value - ideal) < besideIdeal;
  const within = edges.filter((value) => value > from && value < to);
  return {
    title: dimensions.title,
    shapes: [
      table,
      below,
      ...within.flatMap((value) => [line(value, false), ...(isBeside(value) ? [] : [label(value)])]),
      ...(isDrawn ? [line(ideal, true), label(ideal)] : []),
      ...rows.flatMap(({ drawn }, at) =>
        rowMarks(drawn, place, chart.y + rowHeight * (at + 0.5), Math.min(7, rowHeight / 6)),
      ),
    ],
  };
}

const columnsOf = (sides: number) =>
  sides === 2 ? [0.36, 0.12, 0.26, 0.26] : sides === 1 ? [0.46, 0.14, 0.4] : [0.8, 0.2];

const signs = { higher: '▲', lower: '▼', same: '=' } as Record<string, string>;

/** The verdict with its mark and points. */
export function differenceRuns({ kind, word, value }: KitCell, { dir }: Reader): Paragraph {
  const sign = kind === 'unclear' ? (dir === 'rtl' ? '؟' : '?') : signs[kind];
  const color = kind === 'higher' ? colors.lapis : kind === 'lower' ? colors.clay : colors.soft;
  const bold = kind === 'higher' || kind === 'lower';
  return [{ text: sign ? `${sign} ${word}` : word, color, bold }, ...(value ? [{ text: ` ${value}` }] : [])];
}

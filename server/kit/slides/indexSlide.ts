/** The slide of the index: its number in large, the bands with the office's place, and what it is compared with. */
import type { Reader } from '../../i18n/reader.ts';
import { type KitPartShown, withComma } from '../kitPart.ts';
import { keyOfMarks, placeOn, rowMarks } from './marks.ts';
import { colors, type Paragraph, type Shape, type Slide } from './slide.ts';
import { body, plain } from './slideParts.ts';

const ruler = { y: 344, height: 84 } as const;

export function indexSlide({ index, sentences, title }: KitPartShown, isRtl: boolean, reader: Reader): Slide {
  const { f } = reader;
  const lines: Paragraph[] = [
    [{ text: index.mean, size: 60 }],
    [{ text: withComma([index.band, index.borderline], reader), bold: true, size: 20 }],
    [{ text: [index.interval, index.response].filter(Boolean).join(' · '), size: 16, color: colors.soft }],
    ...(index.bounds ? [[{ text: index.bounds, size: 16, color: colors.soft }]] : []),
    keyOfMarks(index, true),
  ];
  const place = placeOn({ x: body.x, width: body.width }, 0, 100, isRtl);
  const edges = [...index.edges, 100];
  const zones = index.bands.flatMap((name, at): Shape[] => {
    const [a, b] = [place(edges[at] ?? 0), place(edges[at + 1] ?? 100)].sort((one, other) => one - other) as [
      number,
      number,
    ];
    const isOwn = at === index.own;
    return [
      {
        kind: 'rectangle',
        box: { x: a, y: ruler.y, width: b - a, height: ruler.height },
        stroke: colors.edge,
        thickness: 0.75,
        ...(isOwn && { fill: colors.tint }),
      },
      {
        kind: 'text',
        box: { x: a + 4, y: ruler.y + 4, width: b - a - 8, height: 18 },
        paragraphs: [[{ text: name, bold: isOwn }]],
        size: 12,
      },
    ];
  });
  const numbers = edges.map(
    (value): Shape => ({
      kind: 'text',
      box: {
        x: Math.min(body.x + body.width - 30, Math.max(body.x, place(value) - 15)),
        y: ruler.y + ruler.height + 4,
        width: 30,
        height: 16,
      },
      paragraphs: [[{ text: f.number(value, { digits: 0 }), color: colors.soft }]],
      size: 12,
    }),
  );
  return {
    title: plain(sentences[0] ?? title),
    shapes: [
      { kind: 'text', box: { ...body, height: ruler.y - body.y - 8 }, paragraphs: lines, size: 16 },
      ...zones,
      ...numbers,
      ...(index.ideal === null ? [] : [idealLine(place(index.ideal))]),
      ...rowMarks(index.drawn, place, ruler.y + 54, 9),
    ],
  };
}

const idealLine = (x: number): Shape => ({
  kind: 'line',
  box: { x, y: ruler.y + 24, width: 0, height: ruler.height - 24 },
  stroke: colors.ink,
  thickness: 1.5,
  dotted: true,
});

/** Shapes of a slide as DrawingML: text from the reader's side, tables that stay tables, marks that are decoration beside their words. */
import { escapeXml } from '../../tables/xlsx/worksheet.ts';
import { type Box, colors, type Deck, type Paragraph, type Run, type Shape } from './slide.ts';

const emu = (points: number) => Math.round(points * 12_700);
const fillOf = (color: string | undefined) =>
  color ? `<a:solidFill><a:srgbClr val="${color}"/></a:solidFill>` : '<a:noFill/>';
const placed = ({ x, y, width, height }: Box, tag: 'a' | 'p') =>
  `<${tag}:xfrm><a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></${tag}:xfrm>`;

/** Programs for slides do not all know them, and a slide is in one direction anyway. */
const isolates = /[\u2066-\u2069]/g;

type Language = Pick<Deck, 'lang' | 'isRtl'>;

export function paragraphXml(runs: Paragraph, size: number, { lang, isRtl }: Language): string {
  const direction = isRtl ? 'algn="r" rtl="1"' : 'algn="l" rtl="0"';
  const code = lang === 'fa' ? 'fa-IR' : 'en-GB';
  const written = runs.map((run) => runXml(run, size, code)).join('');
  return `<a:p><a:pPr ${direction}><a:spcAft><a:spcPts val="400"/></a:spcAft></a:pPr>${written}<a:endParaRPr lang="${code}" sz="${size * 100}"/></a:p>`;
}

function runXml({ text, bold, color = colors.ink, size: own }: Run, size: number, lang: string): string {
  const style = `lang="${lang}" sz="${(own ?? size) * 100}" b="${bold ? 1 : 0}" dirty="0"`;
  const fonts = '<a:latin typeface="+mn-lt"/><a:cs typeface="+mn-cs"/>';
  return `<a:r><a:rPr ${style}>${fillOf(color)}${fonts}</a:rPr><a:t>${escapeXml(text.replace(isolates, ''))}</a:t></a:r>`;
}

/** @param id unique in its slide */
export function shapeXml(shape: Shape, id: number, language: Language): string {
  if (shape.kind === 'text') return textXml(shape, id, language);
  if (shape.kind === 'table') return tableXml(shape, id, language);
  return markXml(shape, id);
}

function textXml(
  { box, paragraphs, size, fill }: Extract<Shape, { kind: 'text' }>,
  id: number,
  language: Language,
): string {
  const written = paragraphs.map((one) => paragraphXml(one, size, language)).join('');
  const body =
    '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr><a:lstStyle/>';
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Text ${id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>${placed(box, 'a')}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${fillOf(fill)}</p:spPr><p:txBody>${body}${written}</p:txBody></p:sp>`;
}

const presets = { line: 'line', rhombus: 'diamond', circle: 'ellipse', rectangle: 'rect' } as const;
/** Told to readers of screens as decoration: what it shows stands in the table beside it. */
const decoration =
  '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';

function markXml(shape: Exclude<Shape, { kind: 'text' | 'table' }>, id: number): string {
  const { kind, box, fill, stroke, thickness = 1, dotted } = shape;
  const dash = dotted ? '<a:prstDash val="sysDot"/>' : '';
  const line = `<a:ln w="${emu(thickness)}">${fillOf(stroke)}${dash}</a:ln>`;
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Mark ${id}">${decoration}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>${placed(box, 'a')}<a:prstGeom prst="${presets[kind]}"><a:avLst/></a:prstGeom>${fillOf(fill)}${line}</p:spPr></p:sp>`;
}

/**
 * The first column stands at the reader's side by the order of cells, not by `rtl` of the table: LibreOffice does not know that
 * attribute, and a table that one program turns round and another does not would part from the chart beside it.
 */
const fromTheReadersSide = <T>(parts: readonly T[], { isRtl }: Language): readonly T[] =>
  isRtl ? parts.toReversed() : parts;

function tableXml(table: Extract<Shape, { kind: 'table' }>, id: number, language: Language): string {
  const { box, columns, rows, rowHeight, size, name } = table;
  const grid = fromTheReadersSide(columns, language)
    .map((width) => `<a:gridCol w="${emu(width)}"/>`)
    .join('');
  const lines = rows.map((cells, at) => rowXml(cells, { at, rowHeight, size }, language)).join('');
  const content = `<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>${grid}</a:tblGrid>${lines}</a:tbl>`;
  const frame = `<p:nvGraphicFramePr><p:cNvPr id="${id}" name="Table ${id}" descr="${escapeXml(name)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>`;
  const height = rowHeight * rows.length;
  return `<p:graphicFrame>${frame}${placed({ ...box, height }, 'p')}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">${content}</a:graphicData></a:graphic></p:graphicFrame>`;
}

function rowXml(
  cells: readonly Paragraph[],
  { at, rowHeight, size }: { at: number; rowHeight: number; size: number },
  language: Language,
): string {
  const border = at === 0 ? { color: colors.ink, width: 2 } : { color: colors.rule, width: 0.75 };
  const none = (side: string) => `<a:ln${side} w="0"><a:noFill/></a:ln${side}>`;
  const bottom = `<a:lnB w="${emu(border.width)}">${fillOf(border.color)}</a:lnB>`;
  const margins = `marL="${emu(4)}" marR="${emu(4)}" marT="${emu(2)}" marB="${emu(2)}" anchor="ctr"`;
  const style = `<a:tcPr ${margins}>${none('L')}${none('R')}${none('T')}${bottom}<a:noFill/></a:tcPr>`;
  const written = fromTheReadersSide(cells, language).map((cell) => {
    const runs = at === 0 ? cell.map((run) => ({ ...run, color: colors.soft })) : cell;
    return `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>${paragraphXml(runs, size, language)}</a:txBody>${style}</a:tc>`;
  });
  return `<a:tr h="${emu(rowHeight)}">${written.join('')}</a:tr>`;
}

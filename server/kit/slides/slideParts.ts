/** Slides of one shape: text, or one table over the whole width. */
import { type Box, type Paragraph, page, type Slide } from './slide.ts';

const margin = 48;
/** Below the title. */
export const body: Box = { x: margin, y: 124, width: page.width - 2 * margin, height: 372 };

/** The sentence without the marks of its key words. */
export const plain = (sentence: string) => sentence.replaceAll('**', '');

export function textSlide(title: string, paragraphs: readonly Paragraph[]): Slide {
  return { title, shapes: [{ kind: 'text', box: body, paragraphs, size: 18 }] };
}

/** @param shares of the width that columns take, in the order of reading */
export function tableSlide(
  title: string,
  rows: readonly (readonly Paragraph[])[],
  shares: readonly number[],
): Slide {
  const rowHeight = Math.min(52, body.height / Math.max(1, rows.length));
  const columns = shares.map((share) => share * body.width);
  const size = rows.length > 8 ? 12 : rows.length > 5 ? 14 : 18;
  return { title, shapes: [{ kind: 'table', box: body, columns, rows, rowHeight, size, name: title }] };
}

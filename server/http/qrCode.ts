/** QR codes as one SVG path, for pages and for PDFs. */
import { encode } from 'uqr';

export interface QrCode {
  /** Of its side, in squares. */
  size: number;
  path: string;
}

/** One path of unit squares, with the quiet zone of four that readers expect. */
export function qrPath(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const runs = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark && !row[x - 1] ? [`M${x} ${y}h${runLength(row, x)}v1H${x}z`] : [])),
  );
  return { size, path: runs.join('') };
}

/** The whole image, for PDFs. */
export function qrSvg({ size, path }: QrCode): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}

function runLength(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from);
  return (end < 0 ? row.length : end) - from;
}

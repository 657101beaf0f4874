/**
 * Invitations on paper: eight slips a page, each with its code to type and the same code as a QR code. A slip names the office and
 * never a person; employees draw slips by lot.
 */
import { encode } from 'uqr';
import { answeringPath, answerLink } from '../waves/paths.ts';
import { writeCode } from './codeText.ts';

export interface Slip {
  /** In groups of four. */
  code: string;
  link: string;
  /** The address without the code, for typing. */
  address: string;
  qr: { size: number; path: string };
}

export const slipsPerPage = 8;

/** @param baseUrl without a slash at the end */
export function presentSlip(code: string, wave: string, baseUrl: string): Slip {
  const link = answerLink(baseUrl, wave, code);
  return {
    code: writeCode(code),
    link,
    address: slipAddress(wave, baseUrl),
    qr: qrPath(link),
  };
}

export function slipAddress(wave: string, baseUrl: string): string {
  return baseUrl.replace(/^https?:\/\//, '') + answeringPath(wave);
}

/** An office's slips, page by page: two offices never share a page. */
export function presentSlips(codes: readonly string[], wave: string, baseUrl: string): Slip[][] {
  const slips = codes.map((code) => presentSlip(code, wave, baseUrl));
  const pages = Math.ceil(slips.length / slipsPerPage);
  return Array.from({ length: pages }, (_, page) =>
    slips.slice(page * slipsPerPage, (page + 1) * slipsPerPage),
  );
}

/** The QR code as an SVG image, for PDFs. */
export function qrSvg({ size, path }: Slip['qr']): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}

/** One path of unit squares, with the quiet zone of four that readers expect. */
export function qrPath(text: string): Slip['qr'] {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const runs = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark && !row[x - 1] ? [`M${x} ${y}h${runLength(row, x)}v1H${x}z`] : [])),
  );
  return { size, path: runs.join('') };
}

function runLength(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from);
  return (end < 0 ? row.length : end) - from;
}

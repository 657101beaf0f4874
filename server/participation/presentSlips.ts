/**
 * Invitations on paper: eight slips a page, each with its code to type and the same code as a QR code. A slip names the office and
 * never a person; employees draw slips by lot.
 */
import { type QrCode, qrPath } from '../http/qrCode.ts';
import { answerLink } from '../waves/paths.ts';
import { writeCode } from './codeText.ts';

export interface Slip {
  /** In groups of four. */
  code: string;
  link: string;
  /** The address without the code, for typing. */
  address: string;
  qr: QrCode;
}

export const slipsPerPage = 8;

/** @param baseUrl without a slash at the end */
export function presentSlip(code: string, wave: string, baseUrl: string): Slip {
  const link = answerLink(baseUrl, wave, code);
  return {
    code: writeCode(code),
    link,
    address: slipAddress(baseUrl),
    qr: qrPath(link),
  };
}

/** The site alone: its first page finds the wave by the code, and nobody has to copy an id. */
export function slipAddress(baseUrl: string): string {
  return baseUrl.replace(/^https?:\/\//, '');
}

/** An office's slips, page by page: two offices never share a page. */
export function presentSlips(codes: readonly string[], wave: string, baseUrl: string): Slip[][] {
  const slips = codes.map((code) => presentSlip(code, wave, baseUrl));
  const pages = Math.ceil(slips.length / slipsPerPage);
  return Array.from({ length: pages }, (_, page) =>
    slips.slice(page * slipsPerPage, (page + 1) * slipsPerPage),
  );
}

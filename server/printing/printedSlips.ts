/** A wave's slips as the data of `printing/slips.typ`: offices in the order of the tree, eight slips a page. */
import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { qrSvg } from '../http/qrCode.ts';
import type { Reader } from '../i18n/reader.ts';
import { presentSlip, slipAddress, slipsPerPage } from '../participation/presentSlips.ts';
import { treeRows } from '../waves/present.ts';
import { promiseKind } from '../waves/promiseWording.ts';
import type { Wave } from '../waves/wave.ts';

type SlipWave = Pick<Wave, '_id' | 'title' | 'offices' | 'closesAt' | 'keysFingerprint'>;

const codesBetweenPauses = 100;

export async function printedSlips(
  wave: SlipWave,
  codes: ReadonlyMap<string, readonly string[]>,
  baseUrl: string,
  reader: Reader,
) {
  const { t, f } = reader;
  const offices = [];
  for (const { code, name } of treeRows(wave.offices, reader)) {
    const own = codes.get(code);
    if (!own) continue;
    const pages = await slipPagesOf(shuffled(own), wave._id, baseUrl);
    const summary = t('printing:slips.summary', {
      slips: f.number(own.length),
      sheets: f.number(pages.length),
    });
    offices.push({ name, summary, pages });
  }
  return {
    lang: reader.lang,
    dir: reader.dir,
    title: wave.title,
    address: [slipAddress(baseUrl)],
    until: wave.closesAt ? t('printing:slip.until', { date: f.dateLong(wave.closesAt) }) : '',
    fingerprint: (wave.keysFingerprint ?? '').split(' '),
    words: {
      product: t('common:product'),
      qr: t('printing:slip.qr'),
      how: t('printing:slip.how'),
      anonymous: t('printing:slip.anonymous'),
      promise: t(`printing:slip.promise.${promiseKind(baseUrl)}`),
      fingerprint: t('printing:slip.fingerprint'),
      sheet: t('printing:slips.sheet'),
      handing: t('printing:slips.handing', { returnObjects: true }) as string[],
    },
    offices,
  };
}

/** Drawing a thousand QR codes takes a second of processor time, so it pauses for other requests in between. */
async function slipPagesOf(codes: readonly string[], wave: string, baseUrl: string) {
  const pages: { code: string; qr: string }[][] = [];
  for (const [index, code] of codes.entries()) {
    if (index % codesBetweenPauses === 0) await setImmediate();
    if (index % slipsPerPage === 0) pages.push([]);
    const slip = presentSlip(code, wave, baseUrl);
    pages.at(-1)?.push({ code: slip.code, qr: qrSvg(slip.qr) });
  }
  return pages;
}

/** In random order, so that a file of the same codes does not show which slip lay on top. */
function shuffled(codes: readonly string[]): string[] {
  const left = [...codes];
  return codes.map(() => left.splice(randomInt(left.length), 1)[0]!);
}

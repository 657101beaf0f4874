/**
 * Hand-over sheets as the data of `printing/receipts.typ`. They count slips and never refer to one: the list that people sign
 * is ordered by name and has no column for a code, a number or a time.
 */
import type { Reader } from '../i18n/reader.ts';
import type { WaveParticipation } from '../participation/listParticipation.ts';
import { treeRows } from '../waves/present.ts';
import type { Wave } from '../waves/wave.ts';

const names = [
  'title',
  'wave',
  'office',
  'given',
  'date',
  'sender',
  'coordinator',
  'signature',
  'returned',
  'partSender',
  'partCoordinator',
  'rulesTitle',
  'listTitle',
  'listAbout',
  'name',
  'kind',
  'oneSlip',
] as const;

/** @param chosen codes of the offices to print for */
export function printedReceipts(
  wave: Pick<Wave, 'title' | 'offices'>,
  participation: WaveParticipation,
  chosen: readonly string[],
  reader: Reader,
) {
  const { t, f, lang } = reader;
  const figures = new Map(participation.offices.map((one) => [one.code, one]));
  const offices = treeRows(wave.offices, reader)
    .filter(({ code }) => chosen.includes(code))
    .map(({ code, name, headcount }) => {
      const made = figures.get(code)?.invited ?? 0;
      const values = { name, made: f.number(made), headcount: f.number(headcount ?? 0) };
      return { name, sentence: t('printing:receipts.sentence', values), rows: headcount ?? made };
    });
  return {
    lang,
    dir: reader.dir,
    title: wave.title,
    words: {
      product: t('common:product'),
      rules: t('printing:receipts.rules', { returnObjects: true }) as string[],
      ...(Object.fromEntries(names.map((one) => [one, t(`printing:receipts.${one}`)])) as Record<
        (typeof names)[number],
        string
      >),
    },
    offices,
  };
}

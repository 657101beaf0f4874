/** The yearly book of a wave: the whole province, the offices side by side, a page for each, their plans, and an index by name. */
import type { Reader } from '../i18n/reader.ts';
import type { Wave } from '../waves/wave.ts';
import { documentFrame } from './documentFrame.ts';
import { type KitOffice, planRow } from './kitOffice.ts';
import { withComma } from './kitPart.ts';
import type { OfficeReading } from './officeReading.ts';

/** An office in the book: its page, its row, its plans. */
export interface BookOffice {
  /** `fit`: how small its page is set, as the template of the summary found. */
  summary: ReturnType<typeof summaryOf> & { fit: number };
  row: ReturnType<typeof rowOf>;
  plans: { office: string; action: string; owner: string; until: string }[];
}

export function bookOffice(
  reading: OfficeReading,
  office: KitOffice,
  fit: number,
  reader: Reader,
): BookOffice {
  return {
    summary: { ...summaryOf(office), fit },
    row: rowOf(office, reader),
    plans: reading.plans.map((plan) => ({ office: office.name, ...planRow(plan, reader) })),
  };
}

/** Only what its page shows: sixty-eight full reports would fill the memory of the typesetter. */
export function summaryOf(office: KitOffice) {
  const { code, name, waveLine, notice, footnote, plans } = office;
  const parts = office.parts.map((part, at) => {
    if (part.hidden !== null) return part;
    const { title, hidden, index, sentences, unseen } = part;
    if (at > 0) {
      const { mean, band, borderline } = index;
      return { title, hidden, index: { mean, band, borderline } };
    }
    const { best, worst, onlyHidden } = part.items;
    return {
      title,
      hidden,
      sentences,
      index,
      unseen,
      dimensions: part.dimensions,
      items: { best, worst, onlyHidden },
    };
  });
  return { code, name, waveLine, notice, footnote, plans, parts };
}

function rowOf({ code, name, notice, parts: [first] }: KitOffice, reader: Reader) {
  const none = { code, name, mean: '', band: '', province: null };
  if (first?.hidden !== null) return { ...none, hidden: first?.hidden?.word ?? notice };
  const { mean, band, borderline } = first.index;
  return { ...none, mean, band: withComma([band, borderline], reader), province: first.province, hidden: '' };
}

export function bookData(wave: Wave, province: KitOffice, offices: readonly BookOffice[], reader: Reader) {
  const { t, f } = reader;
  const title = t('kit:book.title');
  const rows = offices.map(({ row }) => row);
  return {
    ...documentFrame(wave, { title: `${title}: ${wave.title}`, running: `${title} · ${wave.title}` }, reader),
    bookTitle: title,
    waveLine: province.waveLine,
    about: t('kit:book.about', { count: offices.length }),
    province,
    rows,
    offices: offices.map(({ summary }) => summary),
    plans: offices.flatMap(({ plans }) => plans),
    index: rows
      .map(({ code, name }) => ({ code, name }))
      .sort((a, b) => f.compare(a.name, b.name) || (a.code < b.code ? -1 : 1)),
  };
}

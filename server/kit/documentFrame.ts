/** What every document of the kit is given: words, language, title, and the day of the results in place of the day it is made. */
import type { Reader } from '../i18n/reader.ts';
import type { Wave } from '../waves/wave.ts';

/** Imported waves may lack all other dates. */
const noDate = new Date(Date.UTC(2000, 0, 1));

/** The day that documents bear: of one wave always the same. */
export function dayOfResults({ releasedAt, countedAt, closesAt }: Wave): Date {
  return releasedAt ?? countedAt ?? closesAt ?? noDate;
}

export function documentFrame(wave: Wave, named: { title: string; running: string }, reader: Reader) {
  const { t, lang, dir } = reader;
  const day = dayOfResults(wave);
  return {
    lang,
    dir,
    ...named,
    date: [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()],
    words: { product: t('common:product'), ...(t('kit:words', { returnObjects: true }) as object) },
  };
}

/** The frame of a document about one office. */
export function officeFrame(wave: Wave, name: string, document: KitDocument, reader: Reader) {
  const title = `${reader.t(`kit:document.${document}`)}: ${name}`;
  return documentFrame(wave, { title, running: `${name} · ${wave.title}` }, reader);
}

/** By the names of their templates. */
export const kitDocuments = ['summary', 'report', 'poster', 'meeting'] as const;
export type KitDocument = (typeof kitDocuments)[number];

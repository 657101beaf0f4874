/** What the placeholders of a wave's messages stand for, in the language of the message. Link, code and name are each person's own. */
import { formatter } from '../../i18n/format.ts';
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translator.ts';
import { waveIn } from '../firstPageIn.ts';
import type { Wave } from '../wave.ts';
import type { Placeholder } from './messageKinds.ts';

export type WordValues = Partial<Record<Placeholder, string>>;

export type ValuesWave = Pick<Wave, 'title' | 'firstPage' | 'translations' | 'closesAt' | 'audiences'> & {
  instruments: readonly { minutes: number }[];
};

export const minutesOf = ({ instruments }: Pick<ValuesWave, 'instruments'>): number =>
  Math.ceil(instruments.reduce((sum, { minutes }) => sum + minutes, 0));

/** Without those that the wave does not have (yet). */
export function valuesFor(wave: ValuesWave, language: Language, baseUrl: string): WordValues {
  const [t, f] = [translator(language), formatter(language)];
  const { title, firstPage, closesAt, audiences } = waveIn(wave, language);
  const minutes = minutesOf(wave);
  const values: WordValues = {
    wave: title,
    organisation: firstPage.sponsor,
    purpose: firstPage.purpose,
    contact: firstPage.contact,
    date: closesAt ? f.dateFull(closesAt) : '',
    day: closesAt ? f.dayMonth(closesAt) : '',
    minutes: minutes ? t('messages:words.minutes', { count: minutes }) : '',
    readers: f.list(audiences.map((audience) => t(`waves:audience.${audience}`))),
    site: baseUrl,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

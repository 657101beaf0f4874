/** What the fields of a form of the editor hold: from the draft, by the names that `changes/forms.ts` reads. */
import type { Formatter } from '../../i18n/format.ts';
import { languages } from '../../i18n/languages.ts';
import type { Band, Demographic, Instrument, Localised, Scale } from '../../instruments/instrument.ts';
import type { EntryKind } from '../changes/change.ts';
import type { Entry } from '../changes/lists.ts';
import type { SettingsPart } from './parts.ts';

export type Values = Record<string, string>;

function textValues(name: string, text: Localised | undefined): Values {
  return Object.fromEntries(languages.map((language) => [`${name}.${language}`, text?.[language] ?? '']));
}

/** A form has as many rows as there are entries, and some more to be filled. */
const spareOptions = 2;

function rowsOf<T>(
  entries: readonly T[],
  spare: number,
  valuesOf: (at: number, entry?: T) => Values,
): Values {
  const count = entries.length + spare;
  return Object.assign(
    {},
    ...Array.from({ length: count }, (_, index) => valuesOf(index + 1, entries[index])),
  );
}

function optionValues(options: Demographic['options'], f: Formatter): Values {
  return rowsOf(options, spareOptions, (at, option) => ({
    [`option.${at}.id`]: option?.id ?? '',
    [`option.${at}.place`]: f.number(at),
    [`option.${at}.undisclosed`]: option?.undisclosed ? 'yes' : '',
    ...textValues(`option.${at}`, option?.title),
  }));
}

/** The fields of an entry; of a new one where there is none. */
export function entryValues(kind: EntryKind, entry: Entry | null, f: Formatter): Values {
  const of = (entry ?? {}) as Record<string, unknown>;
  const text = (name: string) => textValues(name, of[name] as Localised | undefined);
  const own = { id: entry?.id ?? '', newId: '' };
  if (kind === 'item') return { ...own, ...text('text'), reverse: of.reverse ? 'yes' : '' };
  if (kind === 'control') return { ...own, ...text('text') };
  if (kind === 'dimension')
    return { ...own, ...text('title'), ...text('topic'), ...text('about'), ...text('definition') };
  if (kind === 'open')
    return { ...own, ...text('title'), maxLength: f.number((of.maxLength as number) ?? 2000) };
  return { ...own, ...text('title'), ...optionValues((of.options as Demographic['options']) ?? [], f) };
}

export function scaleValues(scale: Scale): Values {
  return {
    preset: '',
    ...rowsOf(scale.labels, 1, (at, label) => textValues(`label.${at}`, label)),
    ...textValues('apart.1', scale.notApplicable),
  };
}

function bandValues(bands: readonly Band[], f: Formatter): Values {
  return rowsOf(bands, 1, (at, band) => ({
    [`band.${at}.from`]: band ? f.number(band.from) : '',
    [`band.${at}.exact`]: band ? String(band.from) : '',
    ...textValues(`band.${at}`, band?.title),
  }));
}

export function settingsValues(part: SettingsPart, content: Instrument, f: Formatter): Values {
  if (part === 'scale') return scaleValues(content.scale);
  if (part === 'about')
    return {
      ...textValues('title', content.title),
      ...textValues('about', content.about),
      minutes: f.number(content.minutes),
    };
  return {
    ...bandValues(content.bands, f),
    ideal: content.ideal === null ? '' : f.number(content.ideal),
    margin: f.number(content.margin),
    outcome: content.outcome ?? '',
  };
}

/** How many numbered rows of a name the values have. */
export function rowCount(values: Values, name: string): number {
  let count = 0;
  while (`${name}.${count + 1}.fa` in values) count += 1;
  return count;
}

/** Questions whose options a condition may ask for: those before this one, or all of them. */
export function conditionChoices({ demographics }: Instrument, id: string | null) {
  const at = id === null ? -1 : demographics.findIndex((one) => one.id === id);
  return at < 0 ? demographics : demographics.slice(0, at);
}

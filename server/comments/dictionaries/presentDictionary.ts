/** The page of a dictionary: for each dimension its entries, how each is looked for and what is to be known of it, and what a tried text names. */
import type { FieldError } from '../../http/forms.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { themesOf } from '../themes/currentThemes.ts';
import { entryStems, themeId, themeMatcher } from '../themes/themeMatcher.ts';
import { wordsOf } from '../words/wordsOf.ts';
import { type CheckedEntry, checkDictionary, type EntryNote, isRefused } from './checkDictionary.ts';
import { type DictionaryForm, entriesField } from './dictionaryForm.ts';
import type { SpokenBefore } from './spokenBefore.ts';

type Shown = Pick<DictionaryForm, 'entries' | 'trial' | 'version'>;

export function presentDictionary(
  instrument: Instrument,
  { entries, trial, version }: Shown,
  before: SpokenBefore | null,
  reader: Reader,
) {
  const { t, lang } = reader;
  const checked = checkDictionary(entries, before);
  const titleOf = (id: string) => {
    const found = instrument.dimensions.find((one) => one.id === id);
    return found ? localise(found.title, lang).text : id;
  };
  return {
    id: instrument.id,
    name: localise(instrument.title, lang).text,
    version,
    trial,
    dimensions: instrument.dimensions.map(({ id }) => ({
      id,
      title: titleOf(id),
      field: entriesField(id),
      written: (entries[id] ?? []).join('\n'),
      nearlyAll: nearlyAll(id, before, reader),
      rows: (checked.get(id) ?? []).map(({ entry, stems, notes }) => ({
        entry,
        stems: stems.join(' + '),
        notes: notes.map((note) => noteText(note, titleOf, reader)),
      })),
      noted: (checked.get(id) ?? []).filter(({ notes }) => notes.length > 0).length,
    })),
    tried: trial ? triedOn(trial, instrument, entries, titleOf) : null,
    /** Nothing to compare with yet. */
    isFirst: before === null ? t('comments:dictionary.noWave') : '',
  };
}

function noteText(
  { kind, dimension, other, persons }: EntryNote,
  titleOf: (id: string) => string,
  { t, f }: Reader,
) {
  const values = {
    dimension: dimension ? titleOf(dimension) : '',
    other: other ?? '',
    persons: f.number(persons ?? 0),
  };
  return t(`comments:dictionary.note.${kind}`, values);
}

/** A dimension that nearly everybody who wrote has named tells nothing. */
function nearlyAll(dimension: string, before: SpokenBefore | null, { t, f }: Reader): string {
  const persons = before?.dimensions.get(dimension) ?? 0;
  if (!before || persons < 0.8 * before.writers) return '';
  return t('comments:dictionary.nearlyAll', {
    persons: f.number(persons),
    writers: f.number(before.writers),
  });
}

/** Which dimensions a text speaks of, and by which of its words. */
function triedOn(
  text: string,
  instrument: Instrument,
  entries: DictionaryForm['entries'],
  titleOf: (id: string) => string,
) {
  const written = wordsOf(text);
  const themes = themesOf(instrument, entries);
  const named = themeMatcher(themes)(written);
  return themes
    .filter((theme) => named.has(themeId(theme)))
    .map((theme) => ({
      title: titleOf(theme.dimension),
      entries: theme.words.filter(
        (entry) =>
          themeMatcher([{ ...theme, words: [entry] }])(written).size > 0 && entryStems(entry).length > 0,
      ),
    }));
}

/** What stands in the way of saving, beside its field. */
export function dictionaryErrors(
  checked: ReadonlyMap<string, readonly CheckedEntry[]>,
  instrument: Instrument,
  { lang }: Reader,
): FieldError[] {
  const titles = new Map(instrument.dimensions.map(({ id, title }) => [id, localise(title, lang).text]));
  return [...checked].flatMap(([dimension, rows]) =>
    rows.filter(isRefused).map(({ entry, notes: [note] }) => ({
      field: entriesField(dimension),
      message: `comments:dictionary.errors.${note?.kind}`,
      values: { entry, dimension: titles.get(note?.dimension ?? '') ?? '' },
    })),
  );
}

/** One instrument of a report for documents: the words of its page, and the numbers that its charts are drawn from. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { differenceCell, intervalOf } from '../reportPages/presentScore.ts';
import {
  type InstrumentReport,
  isShown,
  type Score,
  type ShownDimension,
} from '../reports/published/reportObject.ts';
import { axisOf, drawnOf } from './drawn.ts';
import { itemsOf } from './kitItems.ts';
import { breakdownsOf, driversOf, trendOf } from './kitTables.ts';
import type { OfficeReading, Section, ShownSection } from './officeReading.ts';

export type KitPart = ReturnType<typeof shownPart> | ReturnType<typeof hiddenPart>;

export function partsOf({ page, report, wave, name }: OfficeReading, reader: Reader): KitPart[] {
  return page.page.sections.map((section) => {
    const part = report?.instruments.find(({ id }) => id === section.id);
    const instrument = wave.instruments.find(({ id }) => id === section.id);
    if (!('index' in section) || !part || !instrument || !isShown(part.index)) return hiddenPart(section);
    return shownPart(section, { part, instrument, index: part.index, name }, page.page.response, reader);
  });
}

function hiddenPart(section: Section) {
  const { word = '', about = '' } = 'hidden' in section ? section.hidden : {};
  return { id: section.id, title: section.title, hidden: { word, about } };
}

interface Told {
  part: InstrumentReport;
  instrument: Instrument;
  index: Score;
  /** Of the office. */
  name: string;
}

function shownPart(
  section: ShownSection,
  { part, instrument, index, name }: Told,
  response: string,
  reader: Reader,
) {
  const { priorities, limits, quality } = section;
  const reasons = (rows: { title: string; mean: string; grounds: string }[] = []) =>
    rows.map(({ title, mean, grounds }) => ({ title, mean, grounds }));
  return {
    id: section.id,
    title: section.title,
    hidden: null,
    sentences: section.sentences.length > 0 ? section.sentences : [section.title],
    index: indexOf(section, { part, instrument, index, name }, response, reader),
    /** The index against the rest of the province. */
    province: cellOf(differenceCell(index.versus.province, reader)),
    change: section.change.map(({ kind, what, word, value, note }) => ({ kind, what, word, value, note })),
    strengths: reasons(priorities?.strengths),
    priorities: reasons(priorities?.priorities),
    priorityIds: (priorities?.priorities ?? []).map(({ id }) => id),
    rule: priorities?.rule ?? '',
    dimensions: dimensionsOf(section, part, instrument, reader),
    items: itemsOf(section, part, reader),
    drivers: driversOf(section),
    breakdowns: breakdownsOf(section),
    trend: trendOf(section),
    /** What could not have been seen, in one line. */
    unseen: limits
      ? reader.t('kit:unseen', {
          ranges: withSemicolon(
            limits.rows.map(({ label, value }) => `${label}: ${value}`),
            reader,
          ),
        })
      : '',
    limits: limits
      ? [limits.differences, ...limits.rows.map(({ label, value }) => `${label}: ${value}`)]
      : [],
    quality: quality ? [quality.verdict, quality.bounds].filter(Boolean) : [],
  };
}

function indexOf(
  { index: shown }: ShownSection,
  { instrument, index, name }: Told,
  response: string,
  { t, f, lang }: Reader,
) {
  const told = shown.numbers.map(([name, value]) => `${name} ${value}`);
  return {
    office: name,
    mean: shown.mean,
    band: shown.band,
    borderline: shown.borderline,
    interval: shown.interval,
    bounds: shown.bounds,
    response,
    against: shown.against.map(({ side, name, score }) => ({ side, name, score })),
    alt: t('kit:alt.ruler', { numbers: f.list(told), band: shown.band }),
    drawn: drawnOf(index),
    own: index.band,
    edges: instrument.bands.map(({ from }) => from),
    bands: instrument.bands.map(({ title }) => localise(title, lang).text),
    ideal: instrument.ideal,
    idealLabel: instrument.ideal === null ? '' : t('reports:ideal', { ideal: f.number(instrument.ideal) }),
  };
}

export type KitPartShown = ReturnType<typeof shownPart>;

function dimensionsOf(
  { dimensions }: ShownSection,
  part: InstrumentReport,
  instrument: Instrument,
  reader: Reader,
) {
  const { t, f } = reader;
  const known = new Map(
    part.dimensions
      .filter((one): one is ShownDimension => isShown(one) && one.mean !== null)
      .map((one) => [one.id, one]),
  );
  const rows = dimensions.rows.flatMap(
    ({ id, title, mean, band, borderline, province, previous, interval }) => {
      const score = known.get(id);
      if (!score) return [];
      return [
        {
          ...{ id, title, mean, interval },
          band: withComma([band, borderline], reader),
          drawn: drawnOf(score),
          hasInterval: intervalOf(score) !== null,
          province: cellOf(province),
          previous: cellOf(previous),
        },
      ];
    },
  );
  const { from, to } = axisOf(rows.map(({ drawn }) => drawn));
  const sides = (['province', 'previous'] as const).filter((side) => dimensions.columns[side]);
  return {
    title: dimensions.title,
    note: dimensions.note,
    sides,
    ...{ rows, from, to },
    edges: instrument.bands.slice(1).map((one) => one.from),
    ideal: instrument.ideal,
    axis: t('kit:axis', { from: f.number(from), to: f.number(to) }),
    hidden: [
      ...dimensions.hidden.map(({ title, word }) => ({ title, word })),
      ...dimensions.missing.map((title) => ({ title, word: t('reports:quality.notEnough') })),
    ],
  };
}

/** What is not empty, with the comma of the language. */
export const withComma = (parts: readonly string[], { lang }: Reader) =>
  parts.filter(Boolean).join(lang === 'en' ? ', ' : '، ');

const withSemicolon = (parts: readonly string[], { lang }: Reader) => parts.join(lang === 'en' ? '; ' : '؛ ');

export interface KitCell {
  kind: string;
  word: string;
  value: string;
  note: string;
}

/** The words of a drawn or a written difference. */
export function cellOf(cell: KitCell): KitCell {
  const { kind, word, value, note } = cell;
  return { kind, word, value, note };
}

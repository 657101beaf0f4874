/** The page of differences: each changed item word by word with its class, and in the margin what that does to trends. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Instrument, Item, ItemChange } from '../../instruments/instrument.ts';
import { itemChanges } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { type DraftFrame, type Held, presentDraft } from '../editor/presentDraft.ts';
import { problemsOf } from '../problemsOf.ts';
import {
  type Classed,
  type Comparison,
  type ItemDifference,
  needsClass,
  type ScaleDifference,
  type Trend,
} from './compareDraft.ts';
import { type DifferencePart, wordDifference } from './wordDifference.ts';

export interface DifferenceRow {
  id: string;
  kind: ItemDifference['kind'] | 'scale';
  /** «مشارکت، گویهٔ ۱» */
  place: string;
  /** Persian first, then other languages that differ. */
  texts: { language: 'fa' | 'en' | 'azb'; parts: DifferencePart[] }[];
  /** Persian as it is now, which a class is given for. */
  text: string;
  reverse: string;
  classes: { value: ItemChange; label: string; checked: boolean }[];
  suggestion: string;
  reason: string;
  /** Asks for a class that nobody has chosen. */
  isOpen: boolean;
  isForced: boolean;
}

export interface DifferencesPage {
  frame: DraftFrame;
  title: string;
  unchanged: number;
  rows: DifferenceRow[];
  page: number;
  pages: number;
  /** Of the answer apart from the scale, where it differs. */
  apart: { label: string; parts: DifferencePart[] } | null;
  others: string[];
  trends: { title: string; trend: Trend; word: string }[];
  index: { trend: Trend; word: string };
  approval: {
    author: string;
    submitted: boolean;
    isMine: boolean;
    unclassed: number;
    problems: number;
  };
}

const rowsPerPage = 25;

export async function presentDifferences(
  held: Held & { base: NonNullable<Held['base']>; comparison: Comparison },
  page: number,
  me: string,
  reader: Reader,
): Promise<DifferencesPage> {
  const { draft, base, comparison } = held;
  const { t, f, lang } = reader;
  const pages = Math.max(1, Math.ceil(comparison.items.length / rowsPerPage));
  const shown = Math.min(Math.max(1, page), pages);
  const rows = comparison.items.slice((shown - 1) * rowsPerPage, shown * rowsPerPage);
  const names = await displayNames([draft.by]);
  const word = (trend: Trend) => t(`workshop:trend.${trend}`);
  const count = comparison.items.length + (comparison.scale ? 1 : 0);
  const values = { count, version: f.number(base.version.version) };
  return {
    frame: await presentDraft(held, 'differences', reader),
    title: base.use
      ? t('workshop:differences.titleUsed', { ...values, wave: base.use.title })
      : t('workshop:differences.title', values),
    unchanged: comparison.unchanged,
    rows: [
      ...rows.map((row) => presentRow(row, reader)),
      ...(comparison.scale && shown === pages ? [scaleRow(comparison.scale, reader)] : []),
    ],
    page: shown,
    pages,
    apart: apartDifference(base.version, draft.content, reader),
    others: otherDifferences(base.version, draft.content, reader),
    trends: comparison.trends.map(({ dimension, trend }) => ({
      title: localise(dimension.title, lang).text,
      trend,
      word: word(trend),
    })),
    index: { trend: comparison.index, word: word(comparison.index) },
    approval: {
      author: t('workshop:savedBy', { name: names[draft.by], at: f.dateTime(draft.at) }),
      submitted: draft.submitted,
      isMine: draft.by === me,
      unclassed: comparison.unclassed,
      problems: problemsOf(draft.content).length,
    },
  };
}

function presentRow(difference: ItemDifference, reader: Reader): DifferenceRow {
  const { id, kind, dimension, position, before, after, isForced } = difference;
  const { t, f, lang } = reader;
  const place = { dimension: localise(dimension.title, lang).text, position: f.number(position) };
  return {
    id,
    kind,
    place: t(`workshop:differences.place.${kind}`, place),
    texts: textDifferences(before, after),
    text: after?.text.fa ?? '',
    reverse: isForced ? t(`workshop:differences.turned.${after?.reverse ? 'reverse' : 'direct'}`) : '',
    ...presentClass(difference, reader),
  };
}

function scaleRow(scale: ScaleDifference, reader: Reader): DifferenceRow {
  const { id, before, after } = scale;
  return {
    ...{ id, kind: 'scale', place: reader.t('instruments:scale'), text: after, reverse: '' },
    texts: [{ language: 'fa', parts: wordDifference(before, after) }],
    ...presentClass(scale, reader),
  };
}

function presentClass(classed: Classed, { t }: Reader) {
  const { suggestion, chosen, isForced } = classed;
  const choices = suggestion === null || isForced ? [] : itemChanges;
  return {
    classes: choices.map((value) => ({
      value,
      label: t(`workshop:class.${value}`),
      checked: chosen?.change === value,
    })),
    suggestion: suggestion === null ? '' : t(`workshop:class.${suggestion}`),
    reason: chosen?.reason ?? '',
    isOpen: needsClass(classed),
    isForced,
  };
}

function textDifferences(before: Item | null, after: Item | null): DifferenceRow['texts'] {
  const all = (['fa', 'en', 'azb'] as const).map((language) => ({
    language,
    was: before?.text[language] ?? '',
    is: after?.text[language] ?? '',
  }));
  return all
    .filter(({ language, was, is }) => language === 'fa' || was !== is)
    .map(({ language, was, is }) => ({ language, parts: wordDifference(was, is) }));
}

function apartDifference(base: Instrument, draft: Instrument, { t }: Reader): DifferencesPage['apart'] {
  const [was, is] = [base, draft].map(({ scale }) => scale.notApplicable?.fa ?? '') as [string, string];
  return was === is ? null : { label: t('workshop:field.apart'), parts: wordDifference(was, is) };
}

const otherParts = [
  'title',
  'about',
  'minutes',
  'controls',
  'demographics',
  'openQuestions',
  'bands',
] as const;

/** Parts that differ and that no trend depends on. */
function otherDifferences(base: Instrument, draft: Instrument, { t }: Reader): string[] {
  const differ = (one: keyof Instrument) => JSON.stringify(base[one]) !== JSON.stringify(draft[one]);
  const settings = (['ideal', 'margin', 'outcome'] as const).filter(differ);
  return [...otherParts.filter(differ), ...settings].map((part) => t(`workshop:differences.other.${part}`));
}

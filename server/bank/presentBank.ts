/** What the pages of the bank show: the list under its dimensions, a dimension, an item; numbers are those of released waves. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { instrumentsPath } from '../instruments/paths.ts';
import { type Bank, type BankItem, nameOfItem } from './bankEntries.ts';
import type { DimensionFigures, ItemFigures, WaveFigures } from './bankFigures.ts';
import { entryPath } from './paths.ts';
import { figuresOfDimension, figuresOfItem } from './sameFigures.ts';

type Text = ReturnType<typeof localise>;

export interface BankRow {
  name: string;
  id: string;
  href: string;
  text: Text;
  facts: string[];
}

export interface BankGroup {
  name: string;
  href: string;
  title: Text;
  instrument: Text;
  facts: string[];
  rows: BankRow[];
}

/** Items in the order of the bank, under their dimensions. */
export function presentGroups(
  items: readonly BankItem[],
  waves: readonly WaveFigures[],
  into: string,
  reader: Reader,
): BankGroup[] {
  const groups = new Map<string, BankGroup>();
  for (const one of items) {
    const { instrument, dimension } = one;
    const name = `${instrument.id}/${dimension.id}`;
    const group = groups.get(name) ?? groupOf(name, one, waves, into, reader);
    groups.set(name, group);
    group.rows.push(rowOf(one, waves, into, reader));
  }
  return [...groups.values()];
}

function groupOf(
  name: string,
  { instrument, dimension }: BankItem,
  waves: readonly WaveFigures[],
  into: string,
  reader: Reader,
): BankGroup {
  const { t, f, lang } = reader;
  const [newest] = figuresOfDimension(waves, { dimension, users: [instrument] });
  const alpha = newest?.reliability?.alpha ?? null;
  return {
    name,
    href: entryPath(name, into),
    title: localise(dimension.title, lang),
    instrument: localise(instrument.title, lang),
    facts: [
      t('bank:items', { count: dimension.items.length }),
      ...(alpha === null ? [] : [t('bank:alphaIs', { alpha: f.number(alpha, { digits: 2 }) })]),
    ],
    rows: [],
  };
}

function rowOf(one: BankItem, waves: readonly WaveFigures[], into: string, { t, f, lang }: Reader): BankRow {
  const { item, users } = one;
  const [newest] = figuresOfItem(waves, one);
  const rest = newest?.itemRest ?? null;
  return {
    name: nameOfItem(one),
    id: item.id,
    href: entryPath(nameOfItem(one), into),
    text: localise(item.text, lang),
    facts: [
      ...(item.reverse ? [t('workshop:row.reverse')] : []),
      ...(users.length > 1 ? [t('bank:usedIn', { count: users.length })] : []),
      rest === null ? t('bank:noRelease') : t('bank:restIs', { rest: f.number(rest, { digits: 2 }) }),
    ],
  };
}

/** Choices of the list: each instrument as a whole, and its dimensions. */
export function presentChoices({ items }: Bank, { t, lang }: Reader): { value: string; label: string }[] {
  const seen = new Map<string, string>();
  for (const { instrument, dimension } of items) {
    const title = localise(instrument.title, lang).text;
    if (!seen.has(instrument.id)) seen.set(instrument.id, title);
    const name = `${instrument.id}/${dimension.id}`;
    if (!seen.has(name)) seen.set(name, `${title} · ${localise(dimension.title, lang).text}`);
  }
  return [{ value: '', label: t('bank:all') }, ...[...seen].map(([value, label]) => ({ value, label }))];
}

export function presentUsers(users: readonly Instrument[], { lang }: Reader) {
  return users.map(({ id, version, title }) => ({
    href: `${instrumentsPath}/${id}?version=${version}`,
    title: localise(title, lang),
    version,
  }));
}

export function presentDimensionFigures(figures: readonly DimensionFigures[], { f }: Reader) {
  const two = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : f.number(value, { digits: 2 });
  return figures.map(({ title, endedAt, offices, n, reliability, version }) => ({
    title,
    note: endedAt ? f.monthYear(endedAt) : '',
    version: f.number(version),
    offices: f.number(offices),
    n: f.number(n),
    alpha: two(reliability?.alpha),
    interval: reliability?.alphaCi95 ? f.range(...reliability.alphaCi95, { digits: 2 }) : '',
    omega: two(reliability?.omega),
  }));
}

export function presentItemFigures(figures: readonly ItemFigures[], { f }: Reader) {
  return figures.map(({ title, endedAt, offices, n, itemRest, distribution, notApplicable, version }) => {
    const all = distribution?.reduce((sum, count) => sum + count, 0) ?? 0;
    return {
      title,
      note: endedAt ? f.monthYear(endedAt) : '',
      version: f.number(version),
      offices: f.number(offices),
      n: f.number(n),
      itemRest: itemRest === null ? '' : f.number(itemRest, { digits: 2 }),
      notApplicable: notApplicable === null ? '' : f.number(notApplicable),
      shares: all > 0 ? distribution!.map((count) => f.percent(count / all)) : [],
    };
  });
}

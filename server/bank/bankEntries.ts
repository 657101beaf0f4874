/**
 * The bank: every dimension and item of the newest versions of all instruments. What stands in two instruments under one id with one
 * wording is one entry, because its answers mean the same in both; an id with another wording is an entry of its own.
 */
import { key } from '../i18n/text.ts';
import type { Dimension, Instrument, Item } from '../instruments/instrument.ts';

export interface BankItem {
  item: Item;
  /** Where it stands first; long forms come before their short ones. */
  instrument: Instrument;
  dimension: Dimension;
  /** All instruments that have it, and what it is called in each: `<instrument>/<dimension>/<item>`. */
  users: Instrument[];
  names: string[];
}

export interface BankDimension {
  dimension: Dimension;
  instrument: Instrument;
  users: Instrument[];
}

export interface Bank {
  items: BankItem[];
  dimensions: BankDimension[];
}

/** What makes two items the same, whatever instrument they stand in. */
export function itemIdentity({ id, text, reverse }: Item, points: number): string {
  return [id, key(text.fa), reverse, points].join('\n');
}

/** The same of a dimension: its id and its items, in any order. */
export function dimensionIdentity({ id, items }: Dimension, points: number): string {
  return [id, ...items.map((item) => itemIdentity(item, points)).sort()].join('\n\n');
}

/** @param current the newest version of each instrument */
export function bankOf(current: readonly Instrument[]): Bank {
  const items = new Map<string, BankItem>();
  const dimensions = new Map<string, BankDimension>();
  const isShort = ({ shortFormOf }: Instrument) => shortFormOf !== undefined;
  const inOrder = [...current.filter((one) => !isShort(one)), ...current.filter(isShort)];
  for (const instrument of inOrder)
    for (const dimension of instrument.dimensions) {
      const { points } = instrument.scale;
      const found = { dimension, instrument, users: [instrument] };
      const known = dimensions.get(dimensionIdentity(dimension, points));
      if (known) known.users.push(instrument);
      else dimensions.set(dimensionIdentity(dimension, points), found);
      for (const item of dimension.items) enterItem(items, item, instrument, dimension);
    }
  return { items: [...items.values()], dimensions: [...dimensions.values()] };
}

function enterItem(
  items: Map<string, BankItem>,
  item: Item,
  instrument: Instrument,
  dimension: Dimension,
): void {
  const identity = itemIdentity(item, instrument.scale.points);
  const name = `${instrument.id}/${dimension.id}/${item.id}`;
  const known = items.get(identity);
  if (!known) items.set(identity, { item, instrument, dimension, users: [instrument], names: [name] });
  known?.users.push(instrument);
  known?.names.push(name);
}

export function findDimension(
  { dimensions }: Bank,
  instrument: string,
  dimension: string,
): BankDimension | null {
  const isIt = (one: BankDimension) =>
    one.dimension.id === dimension && one.users.some(({ id }) => id === instrument);
  return dimensions.find(isIt) ?? null;
}

/** By what it is called in any instrument. */
export function findItem({ items }: Bank, name: string): BankItem | null {
  return items.find(({ names }) => names.includes(name)) ?? null;
}

/** As addresses and forms have it. */
export const nameOfItem = ({ names }: BankItem): string => names[0]!;

export interface BankQuery {
  /** Words, all of which an entry must have. */
  words: string;
  /** `<instrument>` or `<instrument>/<dimension>`, or empty. */
  of: string;
}

/** Words are folded as everywhere: half-spaces, Arabic letters and vowel signs make no difference. */
export function searchBank({ items }: Bank, { words, of }: BankQuery): BankItem[] {
  const wanted = words.split(/\s+/).map(key).filter(Boolean);
  const [instrument = '', dimension = ''] = of.split('/');
  return items.filter(
    (one) =>
      (!instrument || one.instrument.id === instrument) &&
      (!dimension || one.dimension.id === dimension) &&
      hasWords(one, wanted),
  );
}

function hasWords({ item, dimension, instrument }: BankItem, wanted: readonly string[]): boolean {
  const texts = [item.text, dimension.title, dimension.topic, dimension.about, instrument.title];
  const all = texts.flatMap((text) => Object.values(text ?? {}));
  const folded = [item.id, dimension.id, ...all].map(key).join('\n');
  return wanted.every((word) => folded.includes(word));
}

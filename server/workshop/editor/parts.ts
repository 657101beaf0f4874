/** The parts of the editor: each list of a draft, the items of each dimension, and three forms. A part's name stands in the address. */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Content, EntryKind, ListAddress } from '../changes/change.ts';

export const settingsParts = ['about', 'scale', 'bands'] as const;
export type SettingsPart = (typeof settingsParts)[number];
export const listParts = ['dimensions', 'demographics', 'controls', 'open'] as const;

export type Part =
  | { name: string; settings: SettingsPart; kind: null; address: null }
  | { name: string; settings: null; kind: EntryKind; address: ListAddress };

const lists = {
  dimensions: { kind: 'dimension', list: 'dimensions' },
  demographics: { kind: 'demographic', list: 'demographics' },
  controls: { kind: 'control', list: 'controls' },
  open: { kind: 'open', list: 'openQuestions' },
} as const;

/** The part that an address names; the first dimension where it names none that is there. */
export function partOf(name: unknown, content: Content): Part {
  const settings = settingsParts.find((one) => one === name);
  if (settings) return { name: settings, settings, kind: null, address: null };
  const listed = listParts.find((one) => one === name);
  if (listed) {
    const { kind, list } = lists[listed];
    return { name: listed, settings: null, kind, address: { list, within: '' } };
  }
  const wanted = String(name ?? '').replace(/^d\./, '');
  const dimension = content.dimensions.find(({ id }) => id === wanted) ?? content.dimensions[0];
  if (!dimension)
    return {
      name: 'dimensions',
      settings: null,
      kind: 'dimension',
      address: { list: 'dimensions', within: '' },
    };
  return {
    name: dimensionPart(dimension.id),
    settings: null,
    kind: 'item',
    address: { list: 'items', within: dimension.id },
  };
}

export function dimensionPart(id: string): string {
  return `d.${id}`;
}

export const itemsIn = ({ dimensions }: Instrument) => dimensions.flatMap(({ items }) => items);

/** What the columns of a foreign file can stand for: the offices and questions of the wave to be, and the answers that each of them can have. */
import { isDeepStrictEqual } from 'node:util';
import type { Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Localised, Scale } from '../../instruments/instrument.ts';
import type { OfficeRecord } from '../../offices/officeFile.ts';
import type { Column } from '../responseColumns.ts';

export interface KnownValue {
  /** As a responses file has it. */
  value: string;
  label: Localised;
  /** Other names of the same. */
  names?: string[];
}

/** Questions that share their answers; the labels of all their columns are mapped together. */
export interface ValueGroup {
  id: string;
  kind: 'office' | 'scale' | 'options';
  /** The question, where it is one. */
  title: Localised | null;
  values: KnownValue[];
}

export interface Target {
  id: string;
  kind: Column['kind'];
  text: Localised | null;
  /** Empty for texts. */
  group: string;
  /** A wave cannot be made without a column for it. */
  isNeeded: boolean;
  /** Of a text, in characters; 0 for everything else. */
  maxLength: number;
}

export interface Known {
  targets: Target[];
  groups: ValueGroup[];
}

export const officeTarget = 'office';

export function knownOf(questionnaire: Questionnaire, offices: readonly OfficeRecord[]): Known {
  const scales: Scale[] = [];
  const groupOf = (scale: Scale): string => {
    const at = scales.findIndex((one) => isDeepStrictEqual(one, scale));
    return `s${at < 0 ? scales.push(scale) : at + 1}`;
  };
  const { items, dimensions, controls, demographics, openQuestions } = questionnaire;
  const scaleAt = new Map(
    [...dimensions, ...controls].flatMap(({ scale, items: positions }) =>
      positions.map((position) => [position, groupOf(scale)] as const),
    ),
  );
  return {
    targets: [
      target(officeTarget, 'office', null, { group: officeTarget, isNeeded: true }),
      ...items.map(({ id, text, dimension }, position) =>
        target(id, 'item', text, { group: scaleAt.get(position)!, isNeeded: dimension !== null }),
      ),
      ...demographics.map(({ id, title }) => target(id, 'demographic', title, { group: `d.${id}` })),
      ...openQuestions.map(({ id, title, maxLength }) => target(id, 'open', title, { maxLength })),
    ],
    groups: [
      { id: officeTarget, kind: 'office', title: null, values: offices.map(officeValue) },
      ...scales.map(
        (scale, at): ValueGroup => ({
          id: `s${at + 1}`,
          kind: 'scale',
          title: null,
          values: scaleValues(scale),
        }),
      ),
      ...demographics.map(
        ({ id, title, options }): ValueGroup => ({
          id: `d.${id}`,
          kind: 'options',
          title,
          values: options.map((option) => ({ value: option.id, label: option.title })),
        }),
      ),
    ],
  };
}

function target(
  id: string,
  kind: Column['kind'],
  text: Localised | null,
  { group = '', isNeeded = false, maxLength = 0 }: Partial<Target>,
): Target {
  return { id, kind, text, group, isNeeded, maxLength };
}

function officeValue({ code, nameFa, nameEn, shortNameFa, shortNameEn }: OfficeRecord): KnownValue {
  const names = [shortNameFa, shortNameEn].filter((name) => typeof name === 'string');
  return { value: code, label: { fa: nameFa, ...(nameEn && { en: nameEn }) }, names };
}

function scaleValues({ labels, notApplicable }: Scale): KnownValue[] {
  return [
    ...labels.map((label, at) => ({ value: String(at + 1), label })),
    ...(notApplicable ? [{ value: 'notApplicable', label: notApplicable }] : []),
  ];
}

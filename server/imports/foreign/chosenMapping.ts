/** The mapping that the forms of an import send: a question for each column, and an answer for each label of a group. */

import type { FieldError } from '../../http/forms.ts';
import { normaliseTyped } from '../../i18n/digits.ts';
import { type Known, officeTarget, type ValueGroup } from './known.ts';
import { headingMatcher } from './matchHeadings.ts';
import { leftEmpty, matchLabels } from './matchLabels.ts';
import { labelsOf } from './readForeign.ts';
import type { Step } from './step.ts';

export type Body = Record<string, unknown>;

export interface ChosenColumns {
  /** For each column the id of a question, or empty. */
  columns: string[];
  /** As typed, to be shown again where it is refused. */
  typed: string[];
  office: string;
  acceptsMissing: boolean;
  errors: FieldError[];
}

export const columnField = (at: number) => `c${at}`;
export const labelField = (group: string, at: number) => `l.${group}.${at}`;

const textIn = (body: Body, field: string) => {
  const value = body[field];
  return typeof value === 'string' ? value.trim() : '';
};

export function chosenColumns(body: Body, { table, known, remembered }: Step): ChosenColumns {
  const typed = table.columns.map((_, at) => textIn(body, columnField(at)));
  const match = headingMatcher(known, new Map());
  const columns = typed.map((text) => (text ? (match(text) ?? '') : ''));
  const errors: FieldError[] = columns.flatMap((target, at): FieldError[] => {
    const field = columnField(at);
    if (!target) return typed[at] ? [{ field, message: 'imports:errors.unknownQuestion' }] : [];
    if (columns.indexOf(target) < at)
      return [{ field, message: 'imports:errors.twice', values: { found: target } }];
    const hasGroup = known.targets.find(({ id }) => id === target)?.group !== '';
    return hasGroup && labelsOf(table.columns[at]!) === null
      ? [{ field, message: 'imports:errors.noLabels', values: { found: target } }]
      : [];
  });
  const office = officeTyped(textIn(body, 'office'), known, remembered.labels.get(officeTarget));
  const acceptsMissing = body.missing === 'yes';
  if (!columns.includes(officeTarget) && !office)
    errors.push({ field: 'office', message: 'imports:errors.noOffice' });
  const missing = missingItems(columns, known);
  if (missing.length > 0 && !acceptsMissing)
    errors.push({ field: 'missing', message: 'imports:errors.missing', values: { count: missing.length } });
  if (!columns.some((id) => known.targets.some((one) => one.id === id && one.kind === 'item')))
    errors.push({ field: '', message: 'imports:errors.noItem' });
  return { columns, typed, office, acceptsMissing, errors };
}

/** A code or a name. */
function officeTyped(typed: string, { groups }: Known, remembered?: ReadonlyMap<string, string>): string {
  const offices = groups.find(({ id }) => id === officeTarget);
  const found = typed && offices ? matchLabels(offices, [typed], remembered ?? new Map())[0] : '';
  return found === leftEmpty ? '' : (found ?? '');
}

/** Items without a column. */
export function missingItems(columns: readonly string[], { targets }: Known) {
  return targets.filter(({ id, kind, isNeeded }) => kind === 'item' && isNeeded && !columns.includes(id));
}

export interface LabelledGroup {
  group: ValueGroup;
  /** In the order of the file. */
  labels: string[];
}

/** The labels that stand in the columns of each group that has any. */
export function labelledGroups(columns: readonly string[], { table, known }: Step): LabelledGroup[] {
  const groupOf = new Map(known.targets.map(({ id, group }) => [id, group]));
  return known.groups.flatMap((group) => {
    const labels = new Set<string>();
    for (const [at, target] of columns.entries())
      if (target && groupOf.get(target) === group.id)
        for (const label of labelsOf(table.columns[at]!) ?? []) labels.add(label);
    return labels.size > 0 ? [{ group, labels: [...labels] }] : [];
  });
}

export interface ChosenLabels {
  labels: Map<string, Map<string, string>>;
  typed: Record<string, string>;
  errors: FieldError[];
}

/** What was chosen for each label; of a label for which nothing was chosen it is said that it needs something. */
export function chosenLabels(body: Body, groups: readonly LabelledGroup[]): ChosenLabels {
  const chosen: ChosenLabels = { labels: new Map(), typed: {}, errors: [] };
  for (const { group, labels } of groups) {
    const values = new Map<string, string>();
    for (const [at, label] of labels.entries()) {
      const field = labelField(group.id, at);
      const typed = textIn(body, field);
      chosen.typed[field] = typed;
      const value = valueTyped(typed, group);
      if (value) values.set(label, value);
      else chosen.errors.push({ field, message: 'imports:errors.unmapped', values: { found: label } });
    }
    chosen.labels.set(group.id, values);
  }
  return chosen;
}

function valueTyped(typed: string, group: ValueGroup): string {
  if (typed === leftEmpty || typed === '') return typed;
  if (group.values.some(({ value }) => value === typed)) return typed;
  return matchLabels(group, [normaliseTyped(typed), typed], new Map()).find(Boolean) ?? '';
}

/** What the program finds by itself or remembers. */
export function suggestedLabels(
  groups: readonly LabelledGroup[],
  { remembered }: Step,
): Record<string, string> {
  return Object.fromEntries(
    groups.flatMap(({ group, labels }) =>
      matchLabels(group, labels, remembered.labels.get(group.id) ?? new Map()).map((value, at) => [
        labelField(group.id, at),
        value,
      ]),
    ),
  );
}

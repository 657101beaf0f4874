/** Which answer a label of another program stands for: its value, its words in any language, or both together («۳ - متوسط»). */
import { typedWhole } from '../../tables/reading/tidyCell.ts';
import type { ValueGroup } from './known.ts';
import { wordsKey } from './matchHeadings.ts';

/** Chosen for a label that counts as not answered, and for an office whose rows are left out. */
export const leftEmpty = '-';

/** Not answered, as programs write it. */
const emptyLabels = new Set(['', 'NA', 'N/A', '-oth-', '{if-no-other}', 'NULL', 'null']);
export const isEmptyLabel = (label: string) => emptyLabels.has(label);

/** A number before or after the words, with a sign between them. */
const numberBefore = /^(\p{N}{1,2})\s?[-–.:)=،]\s?(?=\S)/u;
const numberAfter = /\s?[([](\p{N}{1,2})[)\]]$/u;

/**
 * For each label the value it stands for; empty where only a person can say. Numbers of a scale that begins with 0 are left to a person,
 * because 1 would then be the second point.
 * @param remembered what a person has chosen before, by `wordsKey` of the label
 */
export function matchLabels(
  { kind, values }: ValueGroup,
  labels: readonly string[],
  remembered: ReadonlyMap<string, string>,
): string[] {
  const byWords = new Map<string, string | null>();
  for (const { value, label, names = [] } of values)
    for (const words of new Set([...Object.values(label), ...names].map(wordsKey)))
      if (words) byWords.set(words, byWords.has(words) ? null : value);
  const exact = new Set(values.map(({ value }) => value));
  const isFromZero = kind === 'scale' && labels.some((label) => typedWhole(label) === '0');
  const ofNumber = (text: string) => {
    const number = typedWhole(text);
    return exact.has(number) && !(isFromZero && /^\d+$/.test(number)) ? number : '';
  };
  return labels.map((label) => {
    const known = remembered.get(wordsKey(label));
    if (known !== undefined && (known === leftEmpty || exact.has(known))) return known;
    if (exact.has(label) && kind !== 'scale') return label;
    const found = ofNumber(label) || byWords.get(wordsKey(label));
    if (found) return found;
    if (kind === 'scale' && /^(?:n_a|not_applicable|notapplicable)$/i.test(label))
      return exact.has('notApplicable') ? 'notApplicable' : '';
    return withNumber(label, byWords, ofNumber);
  });
}

/** Words beside a number count where both say the same, or the number says nothing of its own. */
function withNumber(
  label: string,
  byWords: ReadonlyMap<string, string | null>,
  ofNumber: (text: string) => string,
): string {
  const found = numberBefore.exec(label) ?? numberAfter.exec(label);
  if (!found) return '';
  const words = byWords.get(wordsKey(label.replace(found[0], '')));
  const number = ofNumber(found[1]!);
  return words && (!number || number === words) ? words : '';
}

/** The four scales that the product's instruments are written for, and which family of words a label belongs to. */
import type { Scale } from '../instruments/instrument.ts';

const labels = {
  agreement: [
    ['کاملاً مخالفم', 'Strongly disagree'],
    ['مخالفم', 'Disagree'],
    ['نه موافقم و نه مخالفم', 'Neither agree nor disagree'],
    ['موافقم', 'Agree'],
    ['کاملاً موافقم', 'Strongly agree'],
  ],
  amount: [
    ['خیلی کم', 'Very little'],
    ['کم', 'Little'],
    ['متوسط', 'Moderately'],
    ['زیاد', 'Much'],
    ['خیلی زیاد', 'Very much'],
  ],
  frequency: [
    ['هرگز', 'Never'],
    ['به‌ندرت', 'Rarely'],
    ['گاهی', 'Sometimes'],
    ['اغلب', 'Often'],
    ['همیشه', 'Always'],
  ],
  satisfaction: [
    ['خیلی ناراضی', 'Very dissatisfied'],
    ['ناراضی', 'Dissatisfied'],
    ['نه راضی و نه ناراضی', 'Neither satisfied nor dissatisfied'],
    ['راضی', 'Satisfied'],
    ['خیلی راضی', 'Very satisfied'],
  ],
} as const;

export type ScaleName = keyof typeof labels;
export const scaleNames = Object.keys(labels) as [ScaleName, ...ScaleName[]];

export function scaleOf(name: ScaleName): Scale {
  return {
    points: labels[name].length,
    labels: labels[name].map(([fa, en]) => ({ fa, en })),
    notApplicable: { fa: 'مصداق ندارد / نمی‌دانم', en: 'Does not apply / don’t know' },
  };
}

/** Words that only labels of one family have. A middle point has none and fits everywhere. */
const families: Readonly<Record<ScaleName, RegExp>> = {
  agreement: /(?<!\p{L})(موافق|مخالف)|\b(dis)?agree/iu,
  amount: /(?<!\p{L})(کم|زیاد|بسیار|اصلاً)(?!\p{L})|\b(little|much|amount|extent)\b/iu,
  frequency:
    /(?<!\p{L})(هرگز|به[\u200c ]?ندرت|گاهی|اغلب|همیشه|هیچ[\u200c ]?وقت)(?!\p{L})|\b(never|rarely|sometimes|often|always)\b/iu,
  satisfaction: /(?<!\p{L})(نا)?راضی|رضایت|\b(dis)?satisfied/iu,
};

/** The families that a label's words belong to. */
export function familiesOf(label: string): ScaleName[] {
  return scaleNames.filter((name) => families[name].test(label));
}

/** The family of all labels together, or null where they have none or more than one. */
export function familyOf({ labels: all }: Scale): ScaleName | null {
  const found = new Set(all.flatMap(({ fa }) => familiesOf(fa)));
  return found.size === 1 ? [...found][0]! : null;
}

/** Answers of LimeSurvey as scales and options: those that it writes down, and those that belong to a type of question. */
import type { Demographic, Localised, Scale } from '../../instruments/instrument.ts';
import { localisedOf } from '../xlsform/choiceLists.ts';
import { apartNames } from '../xlsform/columns.ts';
import type { PassedOver } from '../xlsform/passedOver.ts';
import { emptyText, type LimeOption, type LimeQuestion, type LimeText } from './limeStructure.ts';

const isApart = ({ code, own }: LimeOption) =>
  own.apart === true || apartNames.includes(code) || code === 'NA';

/** What two lists of answers are compared by; empty where it cannot be a scale. */
export function scaleKey(answers: readonly LimeOption[]): string {
  const points = answers.filter((one) => !isApart(one));
  if (points.length < 2 || points.length > 11 || answers.length - points.length > 1) return '';
  return JSON.stringify(
    answers.map(({ text }) => [text.texts.fa, text.texts.en, text.texts.azb, text.plain]),
  );
}

export function textOf(
  { texts, plain }: LimeText,
  place: Pick<PassedOver, 'sheet' | 'row'>,
  passedOver: PassedOver[],
): Localised | null {
  return localisedOf(texts, plain || undefined, place, passedOver);
}

/** Null where an answer has no text. */
export function scaleOf(
  answers: readonly LimeOption[],
  sheet: string,
  passedOver: PassedOver[],
): Scale | null {
  const label = (one: LimeOption) => textOf(one.text, { sheet, row: one.line }, passedOver);
  const labels = answers.filter((one) => !isApart(one)).map(label);
  const apart = answers.find(isApart);
  const notApplicable = apart && label(apart);
  if (labels.some((one) => one === null)) return null;
  return {
    points: labels.length,
    labels: labels as Localised[],
    ...(notApplicable && { notApplicable }),
  };
}

const builtIn: Record<string, [id: string, title: Localised][]> = {
  Y: [
    ['Y', { fa: 'بله', en: 'Yes' }],
    ['N', { fa: 'خیر', en: 'No' }],
  ],
  G: [
    ['F', { fa: 'زن', en: 'Female' }],
    ['M', { fa: 'مرد', en: 'Male' }],
  ],
};

/** Answers of «yes or no» and «gender», which no file writes down. */
export function answersOf({ type, answers, line }: LimeQuestion): LimeOption[] {
  const own = builtIn[type];
  if (!own || answers.length > 0) return answers;
  return own.map(([code, texts]) => ({ line, code, text: { ...emptyText(), texts }, own: {} }));
}

const optionPattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}$/;

/** With the answers that cannot be options listed. */
export function optionsOf(
  answers: readonly LimeOption[],
  sheet: string,
  passedOver: PassedOver[],
): { options: Demographic['options']; byCode: Map<string, string> } {
  const byCode = new Map<string, string>();
  const options = answers.flatMap(({ line, code, text, own }) => {
    const place = { sheet, row: line };
    const title = textOf(text, place, passedOver);
    const id = own.id ?? code;
    if (!title || !optionPattern.test(id) || /^(?:na|notapplicable)$/i.test(id)) {
      passedOver.push({ ...place, reason: 'choice', found: id });
      return [];
    }
    byCode.set(code, id);
    return [{ id, title, ...(own.undisclosed && { undisclosed: true as const }) }];
  });
  return { options, byCode };
}

/**
 * Instruments as one wave asks them. An open question that two of them have under one id is one question where both word it alike; where
 * they do not, it is two, and the later one gets an id of its own, so that what people write to each is read apart.
 */
import { isDeepStrictEqual } from 'node:util';
import { key } from '../i18n/text.ts';
import type { Instrument, OpenQuestion } from './instrument.ts';

const maxIdLength = 64;

const isSameQuestion = (one: OpenQuestion, other: OpenQuestion) =>
  key(one.title.fa) === key(other.title.fa) && isDeepStrictEqual(one.showIf, other.showIf);

export function askedTogether(instruments: readonly Instrument[]): Instrument[] {
  const taken = new Set(instruments.flatMap(columnsOf));
  const asked = new Map<string, OpenQuestion>();
  return instruments.map((instrument) => {
    const openQuestions = instrument.openQuestions.map((question) => {
      const known = asked.get(question.id);
      if (known && isSameQuestion(known, question)) return known;
      const own = known ? { ...question, id: ownId(instrument.id, question.id, taken) } : question;
      taken.add(own.id);
      asked.set(own.id, own);
      return own;
    });
    return { ...instrument, openQuestions };
  });
}

/** Ids that answers of an instrument are stored under. */
function columnsOf({ dimensions, controls, demographics, openQuestions }: Instrument): string[] {
  const items = dimensions.flatMap((dimension) => dimension.items);
  return [...items, ...controls, ...demographics, ...openQuestions].map(({ id }) => id);
}

/** `service-desk-comment`, or with a number where that is taken. */
function ownId(instrument: string, question: string, taken: ReadonlySet<string>): string {
  const wanted = `${instrument}-${question}`;
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : String(number);
    const id = `${wanted.slice(0, maxIdLength - end.length)}${end}`;
    if (!taken.has(id)) return id;
  }
}

/** A small valid instrument as its file has it, to be spoiled by tests. */
import { parseInstrument } from '../../server/instruments/readInstrument.ts';

type Overrides = Record<string, unknown>;

export function smallFile(overrides: Overrides = {}) {
  return {
    id: 'small',
    version: 1,
    title: { fa: 'نمونه', en: 'Sample' },
    scale: {
      points: 5,
      labels: ['یک', 'دو', 'سه', 'چهار', 'پنج'].map((fa) => ({ fa })),
      notApplicable: { fa: 'موردی ندارد' },
    },
    dimensions: [dimension('a', 3), dimension('b', 2)],
    demographics: [question('gender', ['female', 'male']), question('grade', ['head', 'other'])],
    openQuestions: [{ id: 'comment', title: { fa: 'نظر' } }],
    ...overrides,
  };
}

export function dimension(id: string, items: number) {
  const numbers = Array.from({ length: items }, (_, index) => index + 1);
  return {
    id,
    title: { fa: `بُعد ${id}` },
    items: numbers.map((number) => ({
      id: `${id}${number}`,
      text: { fa: `گویه ${id}${number}` },
      reverse: number === 2,
    })),
  };
}

export function question(id: string, options: string[]) {
  return { id, title: { fa: id }, options: options.map((option) => ({ id: option, title: { fa: option } })) };
}

export function smallInstrument(overrides: Overrides = {}) {
  return parseInstrument(JSON.stringify(smallFile(overrides)), 'small.json');
}

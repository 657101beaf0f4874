/** Turns form fields (`i.<item>`, `d.<demographic>`, `o.<open question>`, `l.<place>`) into answers by id. The browser uses this file too. */

/** The value of «does not apply» in a form. */
export const notApplicableValue = 'na';

export function toAnswers(values: Record<string, string>) {
  const answers = {
    items: {} as Record<string, number | 'notApplicable'>,
    demographics: {} as Record<string, string>,
    openAnswers: {} as Record<string, string>,
  };
  const local: Record<string, number | 'notApplicable'> = {};
  const itemAnswer = (value: string) => (value === notApplicableValue ? 'notApplicable' : Number(value));
  for (const [name, value] of Object.entries(values)) {
    const id = name.slice(2);
    if (name.startsWith('i.')) answers.items[id] = itemAnswer(value);
    else if (name.startsWith('l.')) local[id] = itemAnswer(value);
    else if (name.startsWith('d.')) answers.demographics[id] = value;
    else answers.openAnswers[id] = value;
  }
  return Object.keys(local).length > 0 ? { ...answers, local } : answers;
}

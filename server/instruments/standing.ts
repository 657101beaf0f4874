/**
 * The two questions that every wave asks unless its draft declines them: whether something effective was done about the last results, and
 * whether something will be about these. They are an instrument like any other, and always the last, so that reports begin with what a wave is about.
 */
export const standingInstrument = 'follow-up';

export function standingLast(ids: readonly string[]): string[] {
  const others = ids.filter((id) => id !== standingInstrument);
  return ids.includes(standingInstrument) ? [...others, standingInstrument] : others;
}

/** One sentence, or several that go together, with an input that says it and a near miss that must not. */
import type { Reader } from '../../server/i18n/reader.ts';

type Told = (reader: Reader) => unknown;

export interface SentenceCase {
  keys: string[];
  given: Told;
  near: Told;
}

/** Two inputs of one presenter, each of which says what the other does not. */
export function pair<Input>(
  present: (input: Input, reader: Reader) => unknown,
  [key, given]: [string | string[], Input],
  [other, near]: [string | string[], Input],
): SentenceCase[] {
  const told = (input: Input) => (reader: Reader) => present(input, reader);
  return [
    { keys: [key].flat(), given: told(given), near: told(near) },
    { keys: [other].flat(), given: told(near), near: told(given) },
  ].filter(({ keys }) => keys.length > 0);
}

/** A series in which each input says its own and is the near miss of the next. */
export function series<Input>(
  present: (input: Input, reader: Reader) => unknown,
  inputs: [string, Input][],
): SentenceCase[] {
  return inputs.map(([key, input], i) => ({
    keys: [key],
    given: (reader) => present(input, reader),
    near: (reader) => present((inputs[(i + 1) % inputs.length] as [string, Input])[1], reader),
  }));
}

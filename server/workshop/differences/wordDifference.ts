/** What is different between two wordings, word by word: the longest sequence of words that both have stays, the rest goes or comes. */

export interface DifferencePart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Words with the marks that follow them apart, so that a comma does not change a word. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}\p{Cf}'’_-]+|[^\s\p{L}\p{M}\p{N}\p{Cf}]/gu) ?? [];
}

const isWord = (text: string) => /[\p{L}\p{N}]/u.test(text);

/** Lengths of the longest common sequences of all ends of both lists. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i]![j] =
        before[i] === after[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}

/** Neighbouring words of one kind are one part; what goes stands before what comes in its place. */
export function wordDifference(before: string, after: string): DifferencePart[] {
  const [one, other] = [wordsOf(before), wordsOf(after)];
  const lengths = commonLengths(one, other);
  const parts: DifferencePart[] = [];
  const pending = { removed: [] as string[], added: [] as string[] };
  const flush = () => {
    for (const kind of ['removed', 'added'] as const) {
      if (pending[kind].length > 0) parts.push({ kind, text: joined(pending[kind]) });
      pending[kind] = [];
    }
  };
  const same: string[] = [];
  const flushSame = () => {
    if (same.length > 0) parts.push({ kind: 'same', text: joined(same.splice(0)) });
  };
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      flush();
      same.push(one[i]!);
      i += 1;
      j += 1;
      continue;
    }
    flushSame();
    const removes = j >= other.length || (i < one.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!);
    if (removes) pending.removed.push(one[i++]!);
    else pending.added.push(other[j++]!);
  }
  flush();
  flushSame();
  return parts;
}

/** Marks follow their word without a space, but for those that open. */
function joined(words: readonly string[]): string {
  return words.reduce((text, word, at) => {
    const before = words[at - 1] ?? '';
    const isApart = at > 0 && (isWord(word) || /^[«“(]$/.test(word)) && !/^[«“(]$/.test(before);
    return text + (isApart ? ' ' : '') + word;
  }, '');
}

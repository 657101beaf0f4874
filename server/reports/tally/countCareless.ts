/**
 * Looks at each response for signs of careless answering, by the answers before recoding. Sources: Curran 2016 (the longest run of one answer is
 * suspicious from half of the items on; Johnson 2005 has no limit below six), Dunn et al. 2018 (the deviation within a response; their limit
 * is relative, ours is what remains when a tenth of the answers differ by one point), Donlon & Fischer 1968 and Karabatsos 2003
 * (the person–total correlation, here below zero beyond chance). None of them proves anything of one response.
 */
import { type CarelessCounts, noCareless } from './carelessCounts.ts';
import type { ResponseIndex } from './countIndex.ts';
import { isAnswer } from './dimensionAnswers.ts';
import { indexKey } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';

const shortestRun = 6;
const leastAnswers = { flat: 6, contrary: 10 };
/** Of the width of the scale: √(.1 · .9)/4 on five points. */
const flatDeviation = 0.075;
/** Other responses of the unit that make a profile. */
const leastOthers = 9;
/** The 5 % point of the standard normal distribution. */
const z05 = -1.6449;

export interface CarelessCounter {
  add(answers: Uint8Array, indexes: readonly (ResponseIndex | null)[]): void;
  /** Those who ran against the others are found only here, when all responses are known. */
  counts(): CarelessCounts;
}

interface Part {
  positions: readonly number[];
  points: number;
}

export function carelessCounter(layout: TallyLayout): CarelessCounter {
  const { instruments, dimensions, questionnaire } = layout;
  const parts = instruments.map(
    (instrument): Part => ({
      positions: instrument.dimensions.flatMap((d) => dimensions[d]!.items).sort((a, b) => a - b),
      points: instrument.points,
    }),
  );
  const found = noCareless(instruments);
  const responses = responseList(questionnaire.items.length);
  return {
    add(answers, indexes) {
      responses.add(answers);
      const longRun = parts.some((part) => hasLongRun(part, answers));
      const flat = parts.some((part) => isFlat(part, answers));
      if (longRun) found.longRun += 1;
      if (flat) found.flat += 1;
      if (!longRun && !flat) return;
      found.marked += 1;
      for (const [i, index] of indexes.entries()) {
        const into = found.indexes[i];
        if (!index || !into) continue;
        const key = indexKey(index.sum, index.scored, instruments[i]!.dimensions.length);
        into.set(key, (into.get(key) ?? 0) + 1);
      }
    },
    counts: () => ({ ...found, ...countContrary(parts, responses) }),
  };
}

function hasLongRun({ positions }: Part, answers: Uint8Array): boolean {
  let [run, last, longest] = [0, 0, 0];
  for (const position of positions) {
    const byte = answers[position]!;
    if (!isAnswer(byte)) continue;
    run = byte === last ? run + 1 : 1;
    last = byte;
    if (run > longest) longest = run;
  }
  return longest >= Math.max(shortestRun, Math.ceil(positions.length / 2));
}

function isFlat({ positions, points }: Part, answers: Uint8Array): boolean {
  let [n, sum, squares] = [0, 0, 0];
  for (const position of positions) {
    const byte = answers[position]!;
    if (!isAnswer(byte)) continue;
    n += 1;
    sum += byte;
    squares += byte * byte;
  }
  if (n < leastAnswers.flat) return false;
  return (n * squares - sum * sum) / (n * n) < (flatDeviation * (points - 1)) ** 2;
}

/** Responses one after another in one growing row of bytes. */
function responseList(width: number) {
  let bytes = new Uint8Array(64 * width);
  let count = 0;
  return {
    add(answers: Uint8Array) {
      if ((count + 1) * width > bytes.length) {
        const longer = new Uint8Array(2 * bytes.length);
        longer.set(bytes);
        bytes = longer;
      }
      bytes.set(answers.subarray(0, width), count * width);
      count += 1;
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < count; i += 1) yield bytes.subarray(i * width, (i + 1) * width);
    },
  };
}

/** Each answer as a part of its scale's width against the mean of the others' answers to the same item. */
function countContrary(parts: readonly Part[], responses: Iterable<Uint8Array>) {
  const items = parts.flatMap(({ positions, points }) =>
    positions.map((position) => ({ position, width: points - 1 })),
  );
  const [n, sums] = [items.map(() => 0), items.map(() => 0)];
  for (const answers of responses)
    for (const [i, { position }] of items.entries()) {
      const byte = answers[position]!;
      if (!isAnswer(byte)) continue;
      n[i]! += 1;
      sums[i]! += byte;
    }
  let [contrary, compared] = [0, 0];
  for (const answers of responses) {
    const pairs: [number, number][] = [];
    for (const [i, { position, width }] of items.entries()) {
      const byte = answers[position]!;
      if (!isAnswer(byte) || n[i]! <= leastOthers) continue;
      pairs.push([byte / width, (sums[i]! - byte) / (n[i]! - 1) / width]);
    }
    if (pairs.length < leastAnswers.contrary) continue;
    compared += 1;
    if (runsAgainst(pairs)) contrary += 1;
  }
  return { contrary, compared };
}

/** Whether the correlation is below zero beyond chance, by Fisher's z. */
function runsAgainst(pairs: readonly [number, number][]): boolean {
  const n = pairs.length;
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / n;
  const [x, y] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [a, b] of pairs) {
    xx += (a - x) ** 2;
    yy += (b - y) ** 2;
    xy += (a - x) * (b - y);
  }
  if (xx * yy < 1e-12) return false;
  return (
    Math.atanh(Math.max(-0.999999, Math.min(0.999999, xy / Math.sqrt(xx * yy)))) * Math.sqrt(n - 3) < z05
  );
}

/** Writes the lines of open data as bytes: answers are small numbers and one word, so no cell needs a string of its own. */
import { notAnswered, notApplicable } from '../instruments/answers.ts';

const [comma, newline, zero] = [0x2c, 0x0a, 0x30];
const doesNotApply = Buffer.from('notApplicable');

/** `add` appends a line; `take` returns the lines appended since the last call. */
export function answerLines() {
  let lines = Buffer.alloc(1 << 16);
  let end = 0;
  const makeRoom = (bytes: number) => {
    if (end + bytes <= lines.length) return;
    const larger = Buffer.alloc(2 * (end + bytes));
    lines.copy(larger, 0, 0, end);
    lines = larger;
  };
  return {
    /** The answers at `from` up to, not including, `to`. */
    add(head: Buffer, answers: Uint8Array, from: number, to: number): void {
      makeRoom(head.length + (to - from) * (doesNotApply.length + 1) + 1);
      // Local names and a loop: this runs for every answer, and `copy` costs more than these few bytes.
      const target = lines;
      let next = end;
      for (let at = 0; at < head.length; at += 1) target[next++] = head[at]!;
      for (let at = from; at < to; at += 1) {
        const answer = answers[at]!;
        target[next++] = comma;
        if (answer === notApplicable) next += doesNotApply.copy(target, next);
        else if (answer >= 10) next += target.write(String(answer), next, 'latin1');
        else if (answer !== notAnswered) target[next++] = zero + answer;
      }
      target[next++] = newline;
      end = next;
    },
    take(): Buffer {
      const taken = Buffer.from(lines.subarray(0, end));
      end = 0;
      return taken;
    },
  };
}

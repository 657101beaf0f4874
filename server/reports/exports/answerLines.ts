/** The lines of open data as bytes: answers are small numbers and one word, so they are written without a text for each cell. */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';

const [comma, newline, zero] = [0x2c, 0x0a, 0x30];
const doesNotApply = Buffer.from('notApplicable');

/** `add` writes a line behind the ones before it; `take` gives the lines since the last time. */
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
    add(head: Buffer, answers: Uint8Array): void {
      makeRoom(head.length + answers.length * (doesNotApply.length + 1) + 1);
      end += head.copy(lines, end);
      for (const answer of answers) {
        lines[end++] = comma;
        if (answer === notApplicable) end += doesNotApply.copy(lines, end);
        else if (answer >= 10) end += lines.write(String(answer), end, 'latin1');
        else if (answer !== notAnswered) lines[end++] = zero + answer;
      }
      lines[end++] = newline;
    },
    take(): Buffer {
      const taken = Buffer.from(lines.subarray(0, end));
      end = 0;
      return taken;
    },
  };
}

/**
 * Lets a few requests of each be worked on at once (an address, an account); its others wait in the order in which they came. Whoever asks for
 * much gets all of it, and nobody else waits for that.
 */

/** Waits for a turn of somebody; gives what is to be called, once or more, when it is over. */
export type TakeTurn = (who: string) => Promise<() => void>;

/** Calls back after a rest. */
export type Rest = (next: () => void, workedMs: number) => void;

/** Of the event loop: hundreds who wait for nothing would else all be served in one. */
const inTheNextTurn: Rest = (next) => void setImmediate(next);

/** As long as a page takes: what is done beside this thread takes longer, and keeps nobody waiting. */
const maxRestMs = 50;

/** As long as was worked, so that whoever asks for much has half of the thread at most, and others find it free. */
export const asLongAsWorked: Rest = (next, workedMs) =>
  void setTimeout(next, Math.min(workedMs, maxRestMs)).unref();

interface Line {
  working: number;
  waiting: (() => void)[];
}

/**
 * How many wait is for the caller to bound.
 * @param rest waits before the next of the same one has a turn, given the milliseconds that the one before took
 */
export function turns(atOnce: number, rest: Rest = inTheNextTurn): TakeTurn {
  const lines = new Map<string, Line>();

  const handOn = (who: string, line: Line) => {
    line.working -= 1;
    const next = line.waiting.shift();
    if (next) next();
    else if (line.working === 0) lines.delete(who);
  };

  const begin = (who: string, line: Line): (() => void) => {
    line.working += 1;
    const began = performance.now();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = () => handOn(who, line);
      if (line.waiting.length > 0) rest(next, performance.now() - began);
      else next();
    };
  };

  return async (who) => {
    const line = lines.get(who) ?? { working: 0, waiting: [] };
    lines.set(who, line);
    if (line.working < atOnce) return begin(who, line);
    return new Promise((resolve) => line.waiting.push(() => resolve(begin(who, line))));
  };
}

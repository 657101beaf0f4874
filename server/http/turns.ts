/**
 * Lets a few requests of each be worked on at once (an address, an account); its others wait in the order in which they came. Whoever asks for
 * much gets all of it, and nobody else waits for that.
 */

/** Waits for a turn of somebody; gives what is to be called, once or more, when it is over. */
export type TakeTurn = (who: string) => Promise<() => void>;

interface Line {
  working: number;
  waiting: (() => void)[];
}

/** How many wait is for the caller to bound. */
export function turns(atOnce: number): TakeTurn {
  const lines = new Map<string, Line>();

  const handOn = (who: string, line: Line) => {
    line.working -= 1;
    const next = line.waiting.shift();
    if (next) next();
    else if (line.working === 0) lines.delete(who);
  };

  const begin = (who: string, line: Line): (() => void) => {
    line.working += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      // In the next turn of the event loop: hundreds who wait for nothing would else all be served in this one.
      setImmediate(handOn, who, line);
    };
  };

  return async (who) => {
    const line = lines.get(who) ?? { working: 0, waiting: [] };
    lines.set(who, line);
    if (line.working < atOnce) return begin(who, line);
    return new Promise((resolve) => line.waiting.push(() => resolve(begin(who, line))));
  };
}

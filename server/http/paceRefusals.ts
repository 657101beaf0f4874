/**
 * Lets the refusals of one address go out at a pace. Whoever is refused comes again at once, and hundreds who do would each time be served
 * before anybody else; while they wait for their refusal they cost a connection, and nobody else anything.
 */

/** Who is refused now and then is told at once. */
const atOnce = 16;
const everyMs = 10;
/** Ten seconds' worth, which is about when those who were told to come again do so. */
const maxWaiting = 1000;

export interface Refusal {
  send(): void;
  /** Instead of an answer, where too many wait already. */
  drop(): void;
  /** Nobody is there any more. */
  isGone(): boolean;
}

interface Line {
  /** Sent lately; one is forgotten with each tick in which none is sent. */
  recent: number;
  waiting: Refusal[];
}

export type PaceRefusal = (who: string, refusal: Refusal) => void;

/** @param tick calls back again and again until the function that it gives is called */
export function paceRefusals(tick: (callback: () => void) => () => void = everySoOften): PaceRefusal {
  const lines = new Map<string, Line>();
  let stop: (() => void) | null = null;

  const sendNext = () => {
    for (const [who, line] of lines) {
      let next = line.waiting.shift();
      while (next?.isGone()) next = line.waiting.shift();
      if (next) next.send();
      else line.recent -= 1;
      if (line.recent === 0) lines.delete(who);
    }
    if (lines.size > 0) return;
    stop?.();
    stop = null;
  };

  return (who, refusal) => {
    const line = lines.get(who) ?? { recent: 0, waiting: [] };
    lines.set(who, line);
    stop ??= tick(sendNext);
    if (line.recent < atOnce) {
      line.recent += 1;
      refusal.send();
    } else if (line.waiting.length < maxWaiting) line.waiting.push(refusal);
    else refusal.drop();
  };
}

function everySoOften(callback: () => void): () => void {
  const timer = setInterval(callback, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

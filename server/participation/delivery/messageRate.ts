/**
 * How many messages a round may send so that a minute sends as many as a setting allows. A fraction of a message is carried over to
 * the next round, so that a rate below one message a round works too. Time without rounds is not made up for.
 *
 * @returns a function to call once a round; the first round may send its share rounded up
 */
import { minuteMs } from '../../clock.ts';
export function messageRate(perMinute: number, everyMs: number): () => number {
  const share = perMinute * everyMs;
  let owed = Math.ceil(share / minuteMs) * minuteMs - share;
  return () => {
    owed += share;
    const count = Math.floor(owed / minuteMs);
    owed -= count * minuteMs;
    return count;
  };
}

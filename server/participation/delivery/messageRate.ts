/**
 * How many messages a round may send so that a minute sends as many as a setting allows. A fraction of a message is carried over to
 * the next round, so that a rate below one message a round works too. Time without rounds is not made up for.
 *
 * @returns a function to call once a round; the first round may send its share rounded up
 */
export function messageRate(perMinute: number, everyMs: number): () => number {
  const message = 60_000;
  const share = perMinute * everyMs;
  let owed = Math.ceil(share / message) * message - share;
  return () => {
    owed += share;
    const count = Math.floor(owed / message);
    owed -= count * message;
    return count;
  };
}

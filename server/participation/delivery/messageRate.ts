/**
 * How many messages a round may send so that a minute sends as many as a setting allows. Whole messages only: what a round's share
 * leaves over is carried on, so that a pace below one message a round is kept too. Time without rounds is not made up for.
 *
 * @returns asked once a round; the first round may send its share rounded up
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

/**
 * The pieces of all tables that are being made come one a turn of the event loop. Ten downloads at once would otherwise make ten pieces in
 * each turn, and a page, which needs a dozen turns, would wait for a hundred.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

export async function* inTurn<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    yield piece;
    last = last.then(() => nextTurn());
    await last;
  }
}

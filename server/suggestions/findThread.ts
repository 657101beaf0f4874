/**
 * Finds by the tokens of a code what was sent with it: the thread, and what waits. Every question takes the same two look-ups, and an
 * unknown code, a mistyped one and one that was withdrawn before it was opened are answered alike.
 */
import mongoose from 'mongoose';
import { askErasure } from './round.ts';
import { storedUnder } from './sealing/codeKeys.ts';
import { type Suggestion, SuggestionModel } from './suggestion.ts';
import { WaitingItemModel } from './waitingItem.ts';
import { noteWithdrawn } from './withdrawnItem.ts';

/** What a code gives; see `codeKeys.ts`. */
export interface Tokens {
  thread: string;
  messages: readonly string[];
}

export interface FoundThread {
  /** null while the suggestion waits to be opened. */
  thread: Suggestion | null;
  /** Something waits: the suggestion, or a further message. */
  isWaiting: boolean;
}

export async function findThread(tokens: Tokens): Promise<FoundThread | null> {
  const [thread, waiting] = await Promise.all([
    storedUnder(tokens.thread).then((id) => SuggestionModel.findById(id).lean()),
    waitingUnder(tokens).then((ids) => WaitingItemModel.countDocuments({ _id: ids })),
  ]);
  return thread || waiting > 0 ? { thread, isWaiting: waiting > 0 } : null;
}

async function waitingUnder({ messages }: Tokens) {
  return mongoose.trusted({ $in: await Promise.all(messages.map(storedUnder)) });
}

/** Takes what the sender wrote out of the thread, and what waits out of the queue; what the office wrote stays. @returns whether there was any */
export async function withdraw(tokens: Tokens): Promise<boolean> {
  if (!(await findThread(tokens))) return false;
  await askErasure();
  const isThere = await takeOut(tokens);
  await askErasure();
  return isThere;
}

async function takeOut(tokens: Tokens): Promise<boolean> {
  const waiting = { _id: await waitingUnder(tokens) };
  // Looked for first: a deletion whose reply is lost and that is asked for again finds nothing.
  const found = await WaitingItemModel.find(waiting, { _id: 1 }).lean();
  const wasWaiting = found.length > 0;
  await noteWithdrawn(found.map(({ _id }) => _id));
  await WaitingItemModel.deleteMany(waiting);
  const id = await storedUnder(tokens.thread);
  for (;;) {
    const stored = await SuggestionModel.findById(id).lean();
    if (!stored) return wasWaiting;
    if (stored.isWithdrawn) return true;
    const entries = stored.entries.map((entry) =>
      entry.from === 'sender' ? { ...entry, sealed: '' } : entry,
    );
    const { modifiedCount } = await SuggestionModel.updateOne(
      { _id: id, revision: stored.revision },
      { $set: { entries, heading: '', isWithdrawn: true, isPublic: false }, $inc: { revision: 1 } },
    );
    if (modifiedCount === 1) return true;
  }
}

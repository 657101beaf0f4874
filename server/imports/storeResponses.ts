/** Writes imported responses and comments in batches, each under a random id that shows no order. */
import { randomId } from '../database/randomId.ts';
import { type Comment, CommentModel } from '../responses/comment.ts';
import { type Response, ResponseModel } from '../responses/response.ts';
import type { Wave } from '../waves/wave.ts';
import type { SpooledResponse } from './responseSpool.ts';

const batchSize = 5000;

export async function storeResponses(
  wave: Pick<Wave, '_id' | 'units'>,
  responses: AsyncIterable<SpooledResponse>,
  onProgress: (done: number) => void,
): Promise<void> {
  let batch: Response[] = [];
  let done = 0;
  let writing: Promise<void> | undefined;
  /** The next batch is read while the store writes this one. */
  const write = async () => {
    await writing;
    const full = batch;
    batch = [];
    writing = insert(full).then(() => {
      done += full.length;
      onProgress(done);
    });
    // A failure is thrown where the promise is awaited.
    writing.catch(() => undefined);
  };
  for await (const { office, items, demographics } of responses) {
    batch.push({
      _id: randomId(),
      wave: wave._id,
      unit: wave.units[office]!.code,
      answers: items,
      demographics,
    });
    if (batch.length === batchSize) await write();
  }
  await write();
  await writing;
}

async function insert(batch: Response[]): Promise<void> {
  if (batch.length > 0) await ResponseModel.collection.insertMany(batch as never, { ordered: false });
}

export async function storeComments(
  wave: string,
  comments: readonly Pick<Comment, 'unit' | 'question' | 'text'>[],
): Promise<void> {
  for (let start = 0; start < comments.length; start += batchSize) {
    const batch = comments
      .slice(start, start + batchSize)
      .map((comment): Comment => ({ _id: randomId(), wave, ...comment, review: 'pending' }));
    await CommentModel.collection.insertMany(batch as never, { ordered: false });
  }
}

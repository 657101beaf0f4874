/** Identifiers that tell nothing: no time, no order, no machine (an ObjectId would tell all three). */
import { randomFillSync } from 'node:crypto';

const alphabet = Buffer.from('abcdefghjkmnpqrstvwxyz0123456789'); // 32 letters, so that five bits pick one without bias

/** Letters drawn ahead: asking the system once an id took longer than all else that is done for a response of an import. */
const drawn = Buffer.alloc(4096);
let next = drawn.length;

/** A random identifier of `length` characters (at most 4,096), 5 bits each. */
export function randomId(length = 24): string {
  if (length > drawn.length) throw new RangeError(`an identifier of ${length} characters is too long`);
  if (next + length > drawn.length) draw();
  const id = drawn.toString('latin1', next, next + length);
  // What was given out may be a secret, and stays nowhere here.
  drawn.fill(0, next, next + length);
  next += length;
  return id;
}

function draw(): void {
  randomFillSync(drawn);
  for (let at = 0; at < drawn.length; at += 1) drawn[at] = alphabet[drawn[at]! & 31]!;
  next = 0;
}

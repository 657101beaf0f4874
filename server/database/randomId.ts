/** Identifiers that tell nothing: no time, no order, no machine (an ObjectId would tell all three). */
import { randomBytes } from 'node:crypto';

const alphabet = 'abcdefghjkmnpqrstvwxyz0123456789'; // 32 letters, so that five bits pick one without bias

/** A random identifier of `length` characters, 5 bits each. */
export function randomId(length = 24): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('');
}

// lmdb takes keys of a limited length only.
import { StoreError } from '../errors.ts';

/** The longest key the storage takes; longer values cannot be an _id or indexed. */
const maxKeyBytes = 1900;

/** Throws when a key is too long to be stored. */
export function checkKeyLength(key: Buffer, name: string): void {
  if (key.length > maxKeyBytes)
    throw new StoreError(
      'BadValue',
      `${name}: a key of ${key.length} bytes (at most ${maxKeyBytes}) is not in the embedded store; set MONGODB_URI`,
    );
}

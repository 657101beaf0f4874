// Serialises a changed document, unless it has become too large.
import type { Document } from 'bson';
import { StoreError } from '../errors.ts';
import { encode } from '../query/values.ts';
import { maxDocumentBytes } from '../wire/checkBson.ts';

/** The bytes of a document; throws BSONObjectTooLarge. */
export function encodeChecked(doc: Document): Uint8Array {
  try {
    const bytes = encode(doc);
    if (bytes.length <= maxDocumentBytes) return bytes;
  } catch (error) {
    // bson serialises into a buffer of 17 MB and runs off its end.
    if (!(error instanceof RangeError)) throw error;
  }
  throw new StoreError(
    'BSONObjectTooLarge',
    `Resulting document after update is larger than ${maxDocumentBytes}`,
  );
}

// A document on its way through a query: its bytes as they are stored, decoded only when somebody looks into it; or
// one that a stage made, encoded only when it is sent.
import type { Document } from 'bson';
import { decode, encode } from './bsonValues.ts';
import { pickFields } from './pickFields.ts';

export class FoundDocument {
  /** The document's storage key; empty for one that is not stored. */
  readonly at: Buffer;
  private encoded: Uint8Array | undefined;
  private decoded: Document | undefined;

  constructor(at: Buffer, encoded: Uint8Array | undefined, decoded?: Document) {
    this.at = at;
    this.encoded = encoded;
    this.decoded = decoded;
  }

  get bytes(): Uint8Array {
    this.encoded ??= encode(this.decoded!);
    return this.encoded;
  }

  get doc(): Document {
    this.decoded ??= decode(this.encoded!);
    return this.decoded;
  }

  /** The document with at least these of its top-level fields. */
  with(fields: Set<string>): Document {
    return this.decoded ?? decode(pickFields(this.encoded!, (name) => fields.has(name)));
  }
}

const nowhere = Buffer.alloc(0);

/** A document that a stage or a command made. */
export const madeDocument = (doc: Document): FoundDocument => new FoundDocument(nowhere, undefined, doc);

/** What a projection left of a document. */
export const pickedDocument = (bytes: Uint8Array): FoundDocument => new FoundDocument(nowhere, bytes);

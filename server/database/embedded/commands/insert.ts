// insert: documents are stored as the bytes the client sent, many to a write step.
import { type Document, ObjectId } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { decode, decodeExact, encode, integer } from '../query/values.ts';
import { maxDocumentBytes } from '../wire/checkBson.ts';
import { collectionName, flag } from './options.ts';
import { type WriteError, writeError } from './writeError.ts';

const insertsPerStep = 500;

export async function insert(engine: Engine, body: Document, documents: Buffer[]): Promise<Document> {
  const name = collectionName(body, 'insert');
  if (documents.length === 0)
    throw new StoreError(
      'InvalidLength',
      'Write batch sizes must be between 1 and 100000. Got 0 operations.',
    );
  const ordered = flag(body.ordered ?? true);
  const errors: WriteError[] = [];
  let n = 0;
  let at = 0;
  const goesOn = () => at < documents.length && !(ordered && errors.length > 0);
  const step = () => {
    const collection = engine.catalog.ensure(body.$db, name);
    for (const end = at + insertsPerStep; goesOn() && at < end; at++)
      try {
        const { bytes, doc } = prepareInsert(documents[at]!);
        engine.records.insert(collection, bytes, doc);
        n++;
      } catch (error) {
        errors.push(writeError(at, error));
      }
  };
  while (goesOn()) await engine.writes.write(step);
  return { n: integer(n), ...(errors.length > 0 && { writeErrors: errors }), ok: 1 };
}

function prepareInsert(bytes: Buffer): { bytes: Uint8Array; doc: Document } {
  if (bytes.length > maxDocumentBytes)
    throw new StoreError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${bytes.length}`);
  const doc = decode(bytes);
  // _id is stored first, as a real server does.
  if (Object.keys(doc)[0] === '_id') return { bytes, doc };
  const { _id, ...rest } = decodeExact(bytes);
  const whole = encode({ _id: _id ?? new ObjectId(), ...rest });
  return { bytes: whole, doc: decode(whole) };
}

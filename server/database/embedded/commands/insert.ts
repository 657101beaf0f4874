// insert: documents are stored as the bytes the client sent, many to a write step.
import { type Document, ObjectId } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { decode, decodeExact, encode, integer } from '../query/values.ts';
import { maxDocumentBytes } from '../wire/checkBson.ts';
import type { Request } from '../wire/messages.ts';
import { collectionName, flag } from './options.ts';
import { type WriteError, writeError } from './writeError.ts';

const insertsPerStep = 500;

export async function insert(engine: Engine, { body, documents }: Request): Promise<Document> {
  const name = collectionName(body, 'insert');
  if (documents.length === 0)
    throw new StoreError(
      'InvalidLength',
      'Write batch sizes must be between 1 and 100000. Got 0 operations.',
    );
  const ordered = flag(body.ordered ?? true);
  const errors: WriteError[] = [];
  let n = 0;
  for (let at = 0; at < documents.length && !(ordered && errors.length > 0); at += insertsPerStep) {
    const part = documents.slice(at, at + insertsPerStep).map(prepareInsert);
    await engine.writes
      .write(() => {
        const done = { n: 0, errors: [] as WriteError[] };
        const collection = engine.catalog.ensure(body.$db, name);
        for (const [offset, prepared] of part.entries())
          try {
            if (prepared instanceof StoreError) throw prepared;
            engine.records.insert(collection, prepared.bytes, prepared.doc);
            done.n++;
          } catch (error) {
            done.errors.push(writeError(at + offset, error));
            if (ordered) break;
          }
        return done;
      })
      .then((done) => {
        n += done.n;
        errors.push(...done.errors);
      });
  }
  return { n: integer(n), ...(errors.length > 0 && { writeErrors: errors }), ok: 1 };
}

function prepareInsert(bytes: Buffer): { bytes: Uint8Array; doc: Document } | StoreError {
  if (bytes.length > maxDocumentBytes)
    return new StoreError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${bytes.length}`);
  const doc = decode(bytes);
  // _id is stored first, as a real server does.
  if (Object.keys(doc)[0] === '_id') return { bytes, doc };
  const { _id, ...rest } = decodeExact(bytes);
  const whole = encode({ _id: _id ?? new ObjectId(), ...rest });
  return { bytes: whole, doc: decode(whole) };
}

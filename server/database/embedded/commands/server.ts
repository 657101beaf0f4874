// What drivers and shells ask about the server itself.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { maxDocumentBytes } from '../wire/checkBson.ts';
import { maxMessageBytes } from '../wire/frames.ts';

export function hello(_engine: Engine, body: Document): Document {
  return {
    ...(body.hello === undefined ? { ismaster: true } : { isWritablePrimary: true }),
    helloOk: true,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  };
}

export function buildInfo(): Document {
  return { version: '7.0.0', versionArray: [7, 0, 0, 0], modules: ['embedded store'], ok: 1 };
}

/** Not one of MongoDB: a real server refuses it by name. */
export async function eraseDeleted(engine: Engine): Promise<Document> {
  await engine.eraseDeleted();
  return { ok: 1 };
}

export const acknowledge = (): Document => ({ ok: 1 });

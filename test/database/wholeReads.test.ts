/**
 * Every query in the source of the server finds an index by the fields of its filter, or is named with the reason why it reads a whole
 * collection. A server that makes its own plans may still choose otherwise; `indexes.test.ts` asks one.
 */
import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import { queriesInSource, type SourceQuery } from '../support/queriesInSource.ts';
import { namedWholeReads, type WholeRead } from '../support/wholeReads.ts';

/** The fields with which an index of the collection begins. */
function leadingFields(collection: string): Set<string> {
  const model = Object.values(mongoose.models).find((one) => one.collection.collectionName === collection)!;
  return new Set(['_id', ...model.schema.indexes().map(([key]) => Object.keys(key)[0]!)]);
}

const readsWhole = ({ collection, fields }: Pick<SourceQuery, 'collection' | 'fields'>) =>
  !fields.some((field) => leadingFields(collection).has(field));

const lines = (reads: Iterable<WholeRead>) =>
  [...new Set([...reads].map(({ collection, file = 'everywhere' }) => `${collection} ${file}`))].sort();

describe('queries in the source', () => {
  let queries: SourceQuery[];
  before(() => {
    queries = queriesInSource();
  });

  it('are found, with the fields of filters that are spelled out, made by a function, or spread', () => {
    assert.ok(queries.length > 400, `${queries.length} queries`);
    const fieldsOf = (file: string, method: string) =>
      queries.filter((one) => one.file === file && one.method === method).map(({ fields }) => fields);
    assert.deepEqual(fieldsOf('accounts/provider/identity.ts', 'findOne'), [
      ['issuer', 'subject'],
      ['_id', 'disabled'],
    ]);
    assert.deepEqual(fieldsOf('accounts/endSessions.ts', 'deleteMany'), [['session.passport.user']]);
    assert.deepEqual(fieldsOf('responses/ballotsReceived.ts', 'aggregate'), [['wave']]);
    assert.deepEqual(fieldsOf('comments/coding/codedComments.ts', 'find')[1], ['_id', 'review']);
  });

  it('use an index, or are named with their reason', () => {
    const named = namedWholeReads();
    const small = new Set(named.flatMap(({ collection, file }) => (file === undefined ? [collection] : [])));
    const needed = queries.filter(readsWhole).map(({ collection, file }) => ({
      collection,
      file: small.has(collection) ? undefined : file,
    }));
    assert.deepEqual(lines(needed), lines(named), 'not as server/database/wholeReads.md says');
  });

  it('would be missed without an index: of messages that are being sent, whichever the channel', () => {
    assert.ok(readsWhole({ collection: 'deliveries', fields: ['state', 'claimUntil'] }));
    assert.ok(!readsWhole({ collection: 'deliveries', fields: ['channel', 'state', 'claimUntil'] }));
  });
});

// A filter that asks for texts alone, decided by a document's bytes: never otherwise than by the decoded document.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { decode } from '../../../server/database/embedded/query/bsonValues.ts';
import { compileFilter } from '../../../server/database/embedded/query/compileFilter.ts';
import { textTest } from '../../../server/database/embedded/query/textTest.ts';
import { document } from './documentArbitraries.ts';

const texts = fc.constantFrom('', 'a', 'b', 'ab', 'a\0b', 'a\0', 'é', '😀');

describe('a test for texts on the bytes of a document', () => {
  it('says nothing or what the decoded document says, and mostly says something', () => {
    let [decided, asked] = [0, 0];
    const filters = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), texts, { minKeys: 1 });
    const property = fc.property(document, filters, (doc, filter) => {
      const bytes = mongo.BSON.serialize(doc);
      const said = textTest(filter)!(bytes);
      asked += 1;
      if (said === undefined) return;
      decided += 1;
      assert.equal(said, compileFilter(filter)(decode(bytes)));
    });
    fc.assert(property, { numRuns: 2000, seed: 11 });
    assert.ok(decided > asked / 2, `${decided} of ${asked} decided`);
  });

  it('finds the text behind values of every other kind', () => {
    const before = {
      _id: new mongo.ObjectId(),
      number: 1.5,
      whole: 7,
      long: mongo.Long.fromNumber(2 ** 40),
      date: new Date(0),
      nothing: null,
      yes: true,
      bytes: new mongo.Binary(Buffer.from([1, 2, 3])),
      inner: { wave: 'other' },
      list: ['wave', 'other'],
      wav: 'w1',
    };
    const bytes = mongo.BSON.serialize({ ...before, wave: 'w1' });
    assert.equal(textTest({ wave: 'w1' })!(bytes), true);
    assert.equal(textTest({ wave: 'w11' })!(bytes), false);
    assert.equal(textTest({ wave: 'w1' })!(mongo.BSON.serialize(before)), false);
    assert.equal(textTest({ list: 'other' })!(bytes), undefined);
  });

  it('takes the later of two fields of one name, as decoding does', () => {
    const [first, second] = ['w1', 'w2'].map((wave) => mongo.BSON.serialize({ wave }).subarray(4, -1));
    const head = Buffer.alloc(4);
    head.writeInt32LE(4 + first!.length + second!.length + 1);
    const bytes = Buffer.concat([head, first!, second!, Buffer.alloc(1)]);
    for (const wave of ['w1', 'w2'])
      assert.equal(textTest({ wave })!(bytes), compileFilter({ wave })(decode(bytes)));
  });

  it('leaves every other filter to the decoded document', () => {
    for (const filter of [
      {},
      { a: 1 },
      { a: 'x', b: null },
      { 'a.b': 'x' },
      { a: { $in: ['x'] } },
      { $or: [{ a: 'x' }] },
    ])
      assert.equal(textTest(filter), undefined);
  });
});

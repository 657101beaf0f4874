/** A MongoDB keeps documents in the order of their coming unless a collection is clustered: what an order could link has none. */
import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import '../../server/app.ts';

describe('what is stored of people and of answers', () => {
  it('lies in the order of random ids, so that no order of storing joins the two', () => {
    const inOrder = mongoose
      .modelNames()
      .map((name) => mongoose.model(name))
      .filter(({ collection }) =>
        [
          ...['invitations', 'deliveries', 'ballots', 'responses', 'comments', 'paperPasses'],
          ...['waitingSuggestions', 'withdrawnSuggestions', 'suggestions'],
        ].includes(collection.name),
      );
    assert.equal(inOrder.length, 9);
    for (const { schema, collection } of inOrder) {
      assert.equal(schema.path('_id').instance, 'String', collection.name);
      const { clusteredIndex } = Object(schema.get('collectionOptions'));
      assert.deepEqual(clusteredIndex, { key: { _id: 1 }, unique: true }, collection.name);
      assert.equal(schema.get('timestamps'), undefined, collection.name);
      assert.equal(schema.get('versionKey'), false, collection.name);
    }
  });
});

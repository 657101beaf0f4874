/** What became of a claimed message, noted together with whatever else has become known meanwhile. */
import type { mongo } from 'mongoose';
import { groupWrites } from '../../database/groupWrites.ts';
import { type Delivery, DeliveryModel } from './delivery.ts';

interface DeliveryUpdate {
  _id: string;
  claim: string | null;
  changes: Partial<Delivery>;
}

const maxPerWrite = 500;

const store = groupWrites<DeliveryUpdate>(maxPerWrite, async (settlements) => {
  const deliveries = DeliveryModel.collection as unknown as mongo.Collection<Delivery>;
  await deliveries.bulkWrite(
    settlements.map(({ _id, claim, changes }) => ({
      updateOne: { filter: { _id, claim }, update: { $set: changes } },
    })),
    { ordered: false },
  );
  return new Map();
});

/** Only the holder of the claim settles: an administrator may have changed the address meanwhile. */
export function updateDelivery({ _id, claim }: Delivery, changes: Partial<Delivery>): Promise<void> {
  return store({ _id, claim, changes });
}

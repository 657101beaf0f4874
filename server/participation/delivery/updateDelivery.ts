/** Stores what became of claimed messages, in groups: results that arrive during one write share the next. */
import type { mongo } from 'mongoose';
import { groupWrites } from '../../database/groupWrites.ts';
import { type Delivery, DeliveryModel } from './delivery.ts';

interface DeliveryUpdate {
  _id: string;
  claim: string | null;
  changes: Partial<Delivery>;
}

const maxPerWrite = 500;

/** Groups the writes of the whole process, which has one store. */
const store = groupWrites<DeliveryUpdate>(maxPerWrite, async (updates) => {
  const deliveries = DeliveryModel.collection as unknown as mongo.Collection<Delivery>;
  await deliveries.bulkWrite(
    updates.map(({ _id, claim, changes }) => ({
      updateOne: { filter: { _id, claim }, update: { $set: changes } },
    })),
    { ordered: false },
  );
  return new Map();
});

/** Changes nothing unless the claim still holds: an administrator may have changed the address meanwhile. */
export function updateDelivery({ _id, claim }: Delivery, changes: Partial<Delivery>): Promise<void> {
  return store({ _id, claim, changes });
}

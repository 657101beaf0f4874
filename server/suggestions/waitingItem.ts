/**
 * What was sent and waits to be opened together with others: a sealed parcel of one size under a name that leads to no thread. Who holds
 * the store, or two backups of it, sees that something came between them, and neither for whom nor about what.
 */
import mongoose, { Schema } from 'mongoose';

export interface WaitingItem {
  /** SHA-256 of the token of the code for this message. */
  _id: string;
  week: string;
  /** Base64. */
  sealed: string;
  /** What the receipt was signed for. */
  commitment: string;
}

const schema = new Schema<WaitingItem>(
  {
    _id: { type: String, required: true },
    week: { type: String, required: true },
    sealed: { type: String, required: true },
    commitment: { type: String, required: true },
  },
  {
    versionKey: false,
    collection: 'waitingSuggestions',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);

export const WaitingItemModel = mongoose.model<WaitingItem>('WaitingSuggestion', schema);

/** A reminder of a wave: a planned time at which everybody who has not used their invitation gets another message. */
import mongoose, { Schema } from 'mongoose';

/** `queueing`: its messages are being put into the queue. `missed`: the server was down, or the wave not open, at its time. */
export type ReminderState = 'planned' | 'queueing' | 'done' | 'missed';

export interface Reminder {
  _id: string;
  wave: string;
  at: Date;
  state: ReminderState;
  /** Messages put into the queue. */
  queued: number;
  /** The meaningless hashes of used invitations are made from it, so that repeating an interrupted queueing adds them once; removed afterwards. */
  padding?: string;
}

const schema = new Schema<Reminder>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    at: { type: Date, required: true },
    state: { type: String, enum: ['planned', 'queueing', 'done', 'missed'], default: 'planned' },
    queued: { type: Number, default: 0 },
    padding: String,
  },
  { versionKey: false, collection: 'reminders' },
);
export const ReminderModel = mongoose.model<Reminder>('Reminder', schema);

export async function listReminders(wave: string): Promise<Reminder[]> {
  return ReminderModel.find({ wave }).sort({ at: 1 }).lean();
}

/** Recovery copies of running waves that versions 1 and 2 made under one passphrase: the audit trail knows who took them. */
import mongoose, { type mongo } from 'mongoose';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { runningStates, stateIn } from '../waves/waveState.ts';

interface Taken extends mongo.Document {
  _id: number;
  at: Date;
  actor: string;
  /** The word of entries of version 1, or a kind and an id. */
  subject: string | { id: string } | null;
}

/** Idempotent. */
export async function noteRecoveryCopies(): Promise<void> {
  await WaveModel.updateMany(
    { recoveryCopies: mongoose.trusted({ $exists: false }) as never },
    {
      $set: { recoveryCopies: [], recoveryDestroyed: [] },
    },
  );
  const running = await WaveModel.find({ ...stateIn(runningStates), imported: false }).lean<Wave[]>();
  const trail = mongoose.connection.collection<Taken>('audit') as unknown as mongo.Collection<Taken>;
  const taken = await trail.find({ action: 'wave.recoveryCopy' }).sort({ _id: 1 }).toArray();
  for (const { _id } of running) {
    const copies = taken
      .filter(({ subject }) => (typeof subject === 'string' ? subject : subject?.id) === _id)
      .map((entry) => ({ id: `entry-${entry._id}`, by: [entry.actor], at: entry.at }));
    if (copies.length > 0) await WaveModel.updateOne({ _id }, { $set: { recoveryCopies: copies } });
  }
}

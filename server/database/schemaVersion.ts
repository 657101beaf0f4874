/**
 * The version of the stored data. Start-up raises older data step by step after a backup, and refuses data that a
 * newer program wrote, because reading it wrongly would be worse than not starting.
 */
import mongoose, { Schema } from 'mongoose';
import { insertOnce } from './insertOnce.ts';

export const schemaVersion = 3;

interface Meta {
  _id: string;
  version: number;
}

const MetaModel = mongoose.model<Meta>(
  'Meta',
  new Schema<Meta>(
    { _id: String, version: { type: Number, required: true } },
    { versionKey: false, collection: 'meta' },
  ),
);

/** A migration raises data from `from` to `from + 1`; idempotent, so that a broken-off start can be repeated. */
export interface Migration {
  from: number;
  run(): Promise<void>;
}

export class NewerDataError extends Error {}

/** Data so old that this program has no way from there. */
export class MissingMigrationError extends Error {}

/** The version of the stored data, and the one that this program knows. */
export async function knownSchemaVersion(): Promise<{ stored: number; known: number }> {
  const meta = await MetaModel.findById('schema').lean();
  return { stored: meta?.version ?? schemaVersion, known: schemaVersion };
}

/** What the store says; an empty store has the version of this program, whichever of several hosts that start at once says it first. */
async function storedVersion(target: number): Promise<Meta> {
  const known = await MetaModel.findById('schema').lean();
  if (known) return known;
  await insertOnce(() => MetaModel.create({ _id: 'schema', version: target }));
  return (await MetaModel.findById('schema').orFail().lean()) satisfies Meta;
}

/**
 * @param backup runs once before the first step, with the version that the data have
 * @throws NewerDataError when the data is newer than this program; MissingMigrationError before anything is backed up or changed
 */
export async function migrate(
  backup: (from: number) => Promise<void>,
  steps: readonly Migration[],
  target = schemaVersion,
): Promise<void> {
  const meta = await storedVersion(target);
  if (meta.version > target) {
    throw new NewerDataError(
      `The stored data has version ${meta.version}; this program knows ${target}. Start the newer program.`,
    );
  }
  if (meta.version === target) return;
  const way = Array.from({ length: target - meta.version }, (_, n) => {
    const from = meta.version + n;
    const step = steps.find((one) => one.from === from);
    if (!step)
      throw new MissingMigrationError(
        `The stored data has version ${meta.version}, and this program (version ${target}) has no step from version ${from}. Start an earlier release first, which raises it; nothing was changed.`,
      );
    return step;
  });
  await backup(meta.version);
  for (const { from, run } of way) {
    await run();
    await MetaModel.updateOne({ _id: 'schema' }, { $set: { version: from + 1 } });
  }
}

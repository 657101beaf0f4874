/**
 * Notifies caches of waves that a wave has changed. Only the model is watched: raw writes to the collection are not seen. The listeners
 * belong to the module, as the models of mongoose do: a process has one store.
 */
import type { Schema } from 'mongoose';

const listeners: (() => void)[] = [];

/** Called after every change of any wave that this process stores. */
export function onWaveChange(listener: () => void): void {
  listeners.push(listener);
}

/** For changes that the model does not see. */
export function announceWaveChange(): void {
  for (const listener of listeners) listener();
}

/** Call this before the schema becomes a model. */
// biome-ignore lint/suspicious/noExplicitAny: any schema will do
export function reportChanges(schema: Schema<any>): void {
  schema.post(
    ['updateOne', 'updateMany', 'replaceOne', 'findOneAndUpdate', 'findOneAndReplace'],
    announceWaveChange,
  );
  schema.post(['findOneAndDelete', 'deleteOne', 'deleteMany'], announceWaveChange);
  schema.post('save', announceWaveChange);
  schema.post('insertMany', announceWaveChange);
}

/**
 * State that belongs to the store. Mongoose's models have one connection, so all apps of a process share one store, and with it
 * what is cached or running for it; but a process may close a store and open another, whose documents can have the same ids.
 */
import mongoose from 'mongoose';

/** @returns the state of the store that is open now, created for each store when somebody first asks */
export function perStore<T>(create: () => T): () => T {
  const states = new WeakMap<object, T>();
  return () => {
    // Every connecting makes another client.
    const store = mongoose.connection.getClient() ?? mongoose.connection;
    const state = states.get(store) ?? create();
    states.set(store, state);
    return state;
  };
}

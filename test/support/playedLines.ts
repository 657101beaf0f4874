/** The lines on which faults are played: one on which nobody repeats by itself, and one on which the driver does. */
import type { Document } from 'bson';
import { type BehindProxy, behindProxy } from './behindProxy.ts';
import { quick } from './lineFaults.ts';
import { playReplicaSet, setName } from './playReplicaSet.ts';
import type { Meddling } from './wireProxy.ts';

export interface Line {
  name: string;
  options: string;
  extra: { serverApi?: { version: '1' } };
  /** Puts the strikes on the line. */
  arm(store: BehindProxy, strike: (command: Document) => Meddling | undefined): void;
}

export const lines: Line[] = [
  {
    name: 'on a server as it is',
    options: quick,
    extra: {},
    arm({ proxy }, strike) {
      proxy.meddle = strike;
    },
  },
  {
    name: 'on a replica set, where the driver repeats by itself',
    options: `${quick}&replicaSet=${setName}&retryWrites=true&retryReads=true`,
    // Has the driver greet in messages that the proxy reads.
    extra: { serverApi: { version: '1' } },
    arm: ({ proxy }, strike) => playReplicaSet(proxy, strike),
  },
];

/** Whatever the machine does besides, no reply is given up that comes. */
export const patient = (line: Line): Line => ({
  ...line,
  options: line.options.replace(/(socketTimeoutMS|serverSelectionTimeoutMS)=\d+/g, '$1=30000'),
});

/** Opens the store behind a line on which nothing is struck yet. A replica set can be played before the embedded store alone. */
export async function openBehind(line: Line, test: Mocha.Context): Promise<BehindProxy> {
  if (line.extra.serverApi && process.env.MONGODB_URI) test.skip();
  const store = await behindProxy();
  line.arm(store, () => undefined);
  await store.open(line.options, line.extra);
  return store;
}

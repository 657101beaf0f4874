/** The lines on which faults are played: one on which nobody repeats by itself, and one on which the driver does. */
import type { Document } from 'bson';
import type { BehindProxy } from './behindProxy.ts';
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

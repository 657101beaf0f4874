/**
 * A proxy that shows the store behind it as the primary of a replica set, so that the driver repeats writes by itself: it takes sessions,
 * and remembers the reply to each numbered write, as a real primary does, so that a repeated one is answered and not done again.
 */
import type { Document } from 'bson';
import type { Meddling, WireProxy } from './wireProxy.ts';

export const setName = 'rs0';
/** What only a replica set understands, and what the driver adds by itself. */
const ofSessions = ['readConcern', 'lsid', '$clusterTime', 'txnNumber', '$readPreference'];

/** @param strike what happens to a command besides; it sees what the driver sent */
export function playReplicaSet(
  proxy: WireProxy,
  strike: (command: Document) => Meddling | undefined = () => undefined,
): void {
  const host = new URL(proxy.uri).host;
  const members = {
    setName,
    hosts: [host],
    me: host,
    primary: host,
    setVersion: 1,
    isWritablePrimary: true,
    ismaster: true,
    logicalSessionTimeoutMinutes: 30,
  };
  const answered = new Map<string, Document>();
  proxy.meddle = (command) => {
    const [name = ''] = Object.keys(command);
    if (name === 'hello' || name === 'ismaster') return { change: (reply) => ({ ...reply, ...members }) };
    if (name === 'endSessions') return { reply: { ok: 1 } };
    const key = command.txnNumber && `${command.lsid?.id?.toString('hex')} ${command.txnNumber}`;
    const known = key && answered.get(key);
    const struck = strike(command);
    if (known) return struck?.reply || struck?.cut ? struck : { ...struck, reply: known };
    const plain = Object.fromEntries(
      Object.entries(command).filter(([field]) => !ofSessions.includes(field)),
    );
    return {
      ...struck,
      command: plain,
      change(reply) {
        if (key && reply.ok) answered.set(key, reply);
        return struck?.change?.(reply) ?? reply;
      },
    };
  };
}

// Answers leave together once a turn of the event loop: waking a client that sleeps costs more than a read by index, and
// clients woken by the first of many answers find the others already there.
import type { Socket } from 'node:net';

/** An answer never waits longer than this and the request that is being answered meanwhile. */
const maxWaitMs = 1;

export class Outbox {
  private waiting: [socket: Socket, bytes: Buffer][] = [];
  private since = 0;

  send(socket: Socket, bytes: Buffer): void {
    const now = performance.now();
    if (this.waiting.length === 0) {
      this.since = now;
      setImmediate(() => this.flush());
    }
    this.waiting.push([socket, bytes]);
    if (now - this.since > maxWaitMs) this.flush();
  }

  /** Hands everything to the sockets, for those about to be closed too. */
  flush(): void {
    const leaving = this.waiting;
    this.waiting = [];
    for (const [socket, bytes] of leaving) if (!socket.destroyed) socket.write(bytes);
  }
}

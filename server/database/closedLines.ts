/**
 * Lets what is sent over a line that has just ended fail. The driver (7.8 and 7.9) writes to such a line, waits for room on it, and hears
 * nothing more: the request waits for ever, and where it was the driver's own look at a server, so does everybody after it, until the
 * program is started again.
 */
import type { mongo } from 'mongoose';

/** What the driver keeps to itself, as far as it is needed here. */
interface Line extends NodeJS.EventEmitter {
  error: Error | null;
  writeCommand(...given: unknown[]): Promise<void>;
}
interface Server {
  monitor: { connection: Line | null } | null;
  pool: { connections: { toArray(): Line[] }; checkedOut: Set<Line> };
}
interface Client {
  topology?: { s: { servers: Map<string, Server> } };
}

const mended = new WeakSet<object>();

/** Mends all lines of this driver, those to come as well. Call it after connecting. @returns whether it knew the driver's insides */
export function failOnClosedLines(client: mongo.MongoClient): boolean {
  const kind = kindOfLine(client as unknown as Client);
  if (!kind) return false;
  if (mended.has(kind)) return true;
  mended.add(kind);
  const { writeCommand } = kind;
  kind.writeCommand = async function (...given) {
    let onClose: () => void = () => undefined;
    const closed = new Promise<never>((_, reject) => {
      // The line keeps the error with which it ended.
      onClose = () => reject(this.error);
      this.once('close', onClose);
    });
    try {
      await Promise.race([writeCommand.apply(this, given), closed]);
    } finally {
      this.off('close', onClose);
    }
  };
  return true;
}

/** The prototype that all lines share. */
function kindOfLine({ topology }: Client): Line | undefined {
  for (const { monitor, pool } of topology?.s.servers.values() ?? []) {
    const line = monitor?.connection ?? pool.connections.toArray()[0] ?? [...pool.checkedOut][0];
    if (line) return Object.getPrototypeOf(line);
  }
  return undefined;
}

/** What an attack is given and how it sends: from an address of its own, without waiting for what it is told. */
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';

/** All of 127.0.0.0/8 is this machine: who attacks and who looks on come from different addresses. */
export const attackersAddress = '127.0.0.2';

export interface SignedIn {
  cookie: string;
  csrf: string;
}

export interface Target {
  port: number;
  /** An open wave that strangers may answer. */
  open: string;
  /** A released wave with reports, whose results open with words. */
  released: string;
  administrator: SignedIn;
  analyst: SignedIn;
}

export interface Attack {
  name: string;
  /** Goes on until told to stop. What it opens through `line` is closed for it. */
  run(target: Target, line: Line): Promise<void>;
}

export interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

/** The attacker's end of the line: what was answered, and when to stop. */
export interface Line {
  stopped: AbortSignal;
  /** Statuses with their number; 0 where no answer came. */
  statuses: Map<number, number>;
  /** Sends a request on a connection of its own and reads the answer away. */
  ask(sent: Sent): Promise<number>;
  /** The same, with the answer to read or to leave unread. */
  open(sent: Sent): Promise<IncomingMessage | null>;
  /** A bare connection; errors of it are nobody's. */
  socket(): Socket;
  /** So many at a time, the next as soon as one has ended. */
  repeat(width: number, work: (turn: number) => Promise<unknown>): Promise<void>;
  /** So many at once; when all are answered as many again, after a pause. */
  volleys(width: number, work: (turn: number) => Promise<unknown>): Promise<void>;
}

export function attackersLine(port: number, stopped: AbortSignal): Line {
  const statuses = new Map<number, number>();
  const note = (status: number) => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const open: Line['open'] = ({ method = 'GET', path, headers = {}, body }) =>
    new Promise((resolve) => {
      const asked = request(
        {
          ...{ host: '127.0.0.1', port, method, path, localAddress: attackersAddress, agent: false },
          headers: { Connection: 'close', ...headers },
          signal: stopped,
          insecureHTTPParser: true,
        },
        (answer) => {
          note(answer.statusCode ?? 0);
          answer.on('error', () => undefined);
          resolve(answer);
        },
      );
      asked.on('error', () => {
        // What is cut because the time is over was no answer of the server's.
        if (!stopped.aborted) note(0);
        resolve(null);
      });
      asked.end(body);
    });
  const ask: Line['ask'] = async (sent) => {
    const answer = await open(sent);
    if (!answer) return 0;
    await new Promise<void>((resolve) => {
      answer.once('close', resolve);
      answer.resume();
    });
    return answer.statusCode ?? 0;
  };
  const socket: Line['socket'] = () => {
    const made = connect({ host: '127.0.0.1', port, localAddress: attackersAddress });
    made.on('error', () => undefined);
    stopped.addEventListener('abort', () => made.destroy(), { once: true });
    return made;
  };
  const repeat: Line['repeat'] = async (width, work) => {
    let turn = 0;
    const loop = async () => {
      while (!stopped.aborted) {
        const began = performance.now();
        await work(turn++);
        // A refused connection would otherwise be asked for again without ever letting the clock run.
        if (performance.now() - began < 1) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.all(Array.from({ length: width }, loop));
  };
  const volleys: Line['volleys'] = async (width, work) => {
    for (let turn = 0; !stopped.aborted; turn += width) {
      await Promise.all(Array.from({ length: width }, (_, at) => work(turn + at)));
      await new Promise((resolve) => setTimeout(resolve, volleyMs));
    }
  };
  return { stopped, statuses, ask, open, socket, repeat, volleys };
}

/** A mere flood of connections is a matter of the network in front; these attacks are about what each may cost. */
const reopenMs = 1000;
const volleyMs = 300;

/** Keeps so many bare connections open, each as `begin` leaves it; one that is closed is opened again, a second later. */
export async function holdSockets(
  line: Line,
  count: number,
  begin: (socket: Socket, turn: number) => void,
): Promise<void> {
  await line.repeat(count, async (turn) => {
    const socket = line.socket();
    socket.once('connect', () => begin(socket, turn));
    await new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, reopenMs));
  });
}

/** Writes one byte after another, far below any pace that a line has. */
export function drip(socket: Socket, everyMs: number): void {
  const timer = setInterval(() => socket.write('x'), everyMs);
  socket.once('close', () => clearInterval(timer));
}

export const form = (fields: Record<string, string>): Pick<Sent, 'method' | 'headers' | 'body'> => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/**
 * The clients, in a process of their own so that their work is counted apart: each fetches the page, asks for a signature, posts a
 * ballot, and begins anew with the next person. They write prepared bytes to sockets that stay open, because on a small machine the
 * clients' own work is taken from the server. Arguments: URL, file of submissions, first, end, clients. Prints one JSON document.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { type Submission, waveId } from './prepare.ts';

const [base = '', file = '', first = '0', end = '0', clients = '1'] = process.argv.slice(2);
const { hostname, port, host } = new URL(base);
const submissions: Submission[] = JSON.parse(readFileSync(file, 'utf8')).slice(Number(first), Number(end));
const latencies: number[] = [];
const page: number[] = [];
const signing: number[] = [];
const posting: number[] = [];
let failures = 0;

const get = `GET /w/${waveId} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n\r\n`;
const post = (path: string, body: string) =>
  `POST /w/${waveId}/${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const prepared = submissions.map(({ signature, ballot }) => ({
  signature: post('signature', signature),
  ballot: post('ballots', ballot),
}));

/** The end of a reply of unknown length: the first page of a process, which is packed while it is sent. */
const lastChunk = '\r\n0\r\n\r\n';

/** One connection; `ask` gives the status of the reply once all of it is there, and 0 when the connection was lost. */
function openLine() {
  const socket = connect(Number(port), hostname).setNoDelay();
  let settle: (status: number) => void = () => undefined;
  let [status, missing] = [0, 0];
  let tail = '';
  socket.on('data', (chunk) => {
    if (status === 0) {
      const headEnd = chunk.indexOf('\r\n\r\n');
      const head = chunk.toString('latin1', 0, headEnd);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      status = Number(head.slice(9, 12));
      missing = length === undefined ? Number.POSITIVE_INFINITY : headEnd + 4 + Number(length);
    }
    missing -= chunk.length;
    tail = (tail + chunk.toString('latin1', Math.max(0, chunk.length - lastChunk.length))).slice(
      -lastChunk.length,
    );
    if (missing > 0 && !(missing === Number.POSITIVE_INFINITY && tail === lastChunk)) return;
    const done = status;
    status = 0;
    settle(done);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => settle(0));
  return {
    ask: (text: string) =>
      new Promise<number>((resolve) => {
        settle = resolve;
        if (socket.destroyed) resolve(0);
        else socket.write(text, 'latin1');
      }),
    close: () => socket.destroy(),
  };
}

let next = 0;
async function client(): Promise<void> {
  const line = openLine();
  const timed = async (into: number[], wanted: number, text: string) => {
    const began = performance.now();
    const status = await line.ask(text);
    into.push(performance.now() - began);
    if (status !== wanted) failures += 1;
  };
  for (let at = next++; at < prepared.length; at = next++) {
    const { signature, ballot } = prepared[at]!;
    const began = performance.now();
    await timed(page, 200, get);
    await timed(signing, 200, signature);
    await timed(posting, 201, ballot);
    latencies.push(performance.now() - began);
  }
  line.close();
}

const began = performance.now();
const cpu = process.cpuUsage();
await Promise.all(Array.from({ length: Number(clients) }, client));
const used = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    ms: performance.now() - began,
    cpuMs: (used.user + used.system) / 1000,
    failures,
    latencies,
    page,
    signing,
    posting,
  }),
);

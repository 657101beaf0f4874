/**
 * The clients, in a process of their own so that their work is counted apart: each fetches the page, asks for a signature, posts a
 * ballot, and begins anew with the next person. Arguments: URL, file of submissions, first, end, clients. Prints one JSON document.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type Submission, waveId } from './prepare.ts';

const [base = '', file = '', first = '0', end = '0', clients = '1'] = process.argv.slice(2);
const submissions: Submission[] = JSON.parse(readFileSync(file, 'utf8')).slice(Number(first), Number(end));
const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) });
const latencies: number[] = [];
const page: number[] = [];
const signing: number[] = [];
const posting: number[] = [];
let failures = 0;

function send(method: string, path: string, body?: string): Promise<number> {
  const headers = {
    'Accept-Encoding': 'br, gzip',
    Accept: body ? 'application/json' : 'text/html',
    ...(body && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method, agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function timed(into: number[], wanted: number, sending: () => Promise<number>): Promise<void> {
  const began = performance.now();
  const status = await sending().catch(() => 0);
  into.push(performance.now() - began);
  if (status !== wanted) failures += 1;
}

let next = 0;
async function client(): Promise<void> {
  for (let at = next++; at < submissions.length; at = next++) {
    const { signature, ballot } = submissions[at]!;
    const began = performance.now();
    await timed(page, 200, () => send('GET', `/w/${waveId}`));
    await timed(signing, 200, () => send('POST', `/w/${waveId}/signature`, signature));
    await timed(posting, 201, () => send('POST', `/w/${waveId}/ballots`, ballot));
    latencies.push(performance.now() - began);
  }
}

const began = performance.now();
const cpu = process.cpuUsage();
await Promise.all(Array.from({ length: Number(clients) }, client));
const used = process.cpuUsage(cpu);
agent.destroy();
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

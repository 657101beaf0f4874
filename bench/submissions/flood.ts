/**
 * Clients that ask for signatures and post ballots as fast as they are answered, whatever the answer, over connections that stay open.
 * Arguments: URL, file of submissions, clients, seconds. Prints one JSON document.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type Submission, waveId } from './prepare.ts';

const [base = '', file = '', clients = '1', seconds = '1'] = process.argv.slice(2);
const submissions: Submission[] = JSON.parse(readFileSync(file, 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) });
const endsAt = performance.now() + Number(seconds) * 1000;
const found = { done: 0, refused: 0, withoutTime: 0, other: 0, refusals: [] as number[] };

function post(path: string, body: string): Promise<void> {
  const began = performance.now();
  return new Promise((resolve) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sent = request(`${base}/w/${waveId}/${path}`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('close', resolve);
      if (response.statusCode === 503) {
        found.refused += 1;
        if (!response.headers['retry-after']) found.withoutTime += 1;
        found.refusals.push(performance.now() - began);
      } else if (response.statusCode === 200 || response.statusCode === 201) found.done += 1;
      else found.other += 1;
    });
    sent.once('error', () => {
      found.other += 1;
      resolve();
    });
    sent.end(body);
  });
}

let next = 0;
async function client(): Promise<void> {
  while (performance.now() < endsAt) {
    const { signature, ballot } = submissions[next++ % submissions.length]!;
    await post('signature', signature);
    await post('ballots', ballot);
  }
}

await Promise.all(Array.from({ length: Number(clients) }, client));
agent.destroy();
console.log(JSON.stringify(found));

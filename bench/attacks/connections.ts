/** Whole requests in masses: sent ahead on one connection, in the oldest HTTP, to addresses that lead nowhere or name somebody else's host. */
import { type Attack, holdSockets, type Target } from './attack.ts';

const long = 'x'.repeat(6000);

/** Every first part that a stranger may ask below, and what they may hope for there. */
const strangersPaths = ({ open, released }: Target) => [
  '/',
  '/privacy',
  '/en',
  '/azb',
  '/healthz',
  '/metrics',
  '/robots.txt',
  '/kiosk',
  '/suggestions',
  '/suggestions/track',
  '/suggestions/receipt',
  `/w/${open}`,
  `/w/${open}/keys`,
  `/w/${open}?c=${long}`,
  `/waves/${released}/results`,
  '/results',
  '/plans',
  '/api/v1/waves',
  '/api/reference',
  '/desk',
  '/desk/sign-in',
  `/desk/waves?q=${long}`,
  `/desk/waves/${long}`,
  `/desk/accounts/${long}`,
  `/w/${long}`,
  `/waves/${long}/results`,
  `/desk/set-password/${long}`,
  '/desk/..//evil.example/x',
  '/fa/desk/..//evil.example/x',
  '/assets/../../package.json',
  '/%2e%2e/%2e%2e/etc/passwd',
  `/${long}`,
];

export const connections: Attack[] = [
  {
    name: "strangers on every public address and the desk's, 64 at a time without a pause",
    run: (target, line) =>
      line.repeat(64, (turn) => {
        const paths = strangersPaths(target);
        return line.ask({ path: paths[turn % paths.length]! });
      }),
  },
  {
    name: '50 connections that send 200 requests ahead and read nothing',
    run: ({ open }, line) =>
      holdSockets(line, 50, (socket, turn) => {
        const path = ['/', `/w/${open}`, '/privacy', '/desk/sign-in'][turn % 4];
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(200));
      }),
  },
  {
    name: '64 at a time in HTTP/1.0 and with absolute addresses',
    run: ({ open }, line) =>
      holdSockets(line, 64, (socket, turn) => {
        const lines = [
          `GET /w/${open} HTTP/1.0`,
          'GET http://evil.example/privacy HTTP/1.1\r\nHost: evil.example\r\nConnection: close',
          'GET /desk/sign-in HTTP/1.0',
        ];
        socket.write(`${lines[turn % 3]}\r\n\r\n`);
        socket.resume();
      }),
  },
  {
    name: '64 at a time with bodies of two lengths, wrong lengths and wrong chunks',
    run: ({ open }, line) =>
      holdSockets(line, 64, (socket, turn) => {
        const lengths = [
          'Content-Length: 5\r\nTransfer-Encoding: chunked',
          'Content-Length: -1',
          'Content-Length: 99999999999',
          'Transfer-Encoding: chunked',
        ];
        socket.write(
          `POST /w/${open}/ballots HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${lengths[turn % 4]}\r\n\r\nzz\r\n{}`,
        );
        socket.resume();
      }),
  },
  {
    name: 'broken multipart and JSON from somebody signed in, 32 at a time',
    run: ({ administrator }, line) =>
      line.repeat(32, (turn) => {
        const body = [
          '--x',
          '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
          '['.repeat(400_000),
          '{"_csrf":',
        ][turn % 4]!;
        const type = turn % 4 < 2 ? 'multipart/form-data; boundary=x' : 'application/json';
        const headers = {
          Cookie: administrator.cookie,
          'Content-Type': type,
          'Content-Length': String(body.length),
        };
        return line.ask({ method: 'POST', path: '/desk/offices/import', headers, body });
      }),
  },
];

/** Uploads: hostile files to every route that takes one, and forms of too many, too large or too deeply named parts. */
import type { Attack, Line, SignedIn, Target } from './attack.ts';
import { hostileFiles, manyFields, multipartType, upload } from './payloads.ts';

/** Every route that takes a file, with the fields that it needs beside it. */
const uploadRoutes = ({ open }: Target): { path: string; fields?: Record<string, string> }[] => [
  { path: `/desk/waves/${open}/people-lists` },
  { path: `/desk/waves/${open}/deliveries/bounces` },
  { path: '/desk/offices/import' },
  { path: '/desk/accounts/import' },
  { path: '/desk/kiosks/points' },
  { path: '/desk/instruments' },
  { path: '/desk/instruments/new/xlsform' },
  { path: '/desk/instruments/new/limesurvey' },
  { path: '/desk/instruments/culture/draft/translation/file' },
  { path: '/desk/imports/columns', fields: { instruments: 'culture', root: 'o0' } },
];

function post(line: Line, { cookie }: SignedIn, path: string, body: Buffer): Promise<number> {
  const headers = { Cookie: cookie, 'Content-Type': multipartType, 'Content-Length': String(body.length) };
  return line.ask({ method: 'POST', path, headers, body });
}

/** Each file goes to each route; three at a time, as many as are read together. */
function ofFile(name: string, file: { name: string; bytes: Buffer }): Attack {
  return {
    name: `${name}, to each route that takes a file`,
    run: (target, line) =>
      line.repeat(3, (turn) => {
        const routes = uploadRoutes(target);
        const { path, fields = {} } = routes[turn % routes.length]!;
        return post(line, target.administrator, path, upload(target.administrator.csrf, file, fields));
      }),
  };
}

const deepName = (at: number) => `a${'[b]'.repeat(2000)}[${at}]`;

export function uploads(): Attack[] {
  const large = manyFields(200, (20 * 1024 * 1024) / 200, (at) => `f${at}`);
  const deep = manyFields(190, 10, deepName);
  const many = manyFields(100_000, 10, (at) => `f${at}`);
  return [
    ...Object.entries(hostileFiles()).map(([name, file]) => ofFile(name, file)),
    {
      name: 'multipart of 200 fields that says 4 GB, any role, no token, no such page',
      run: (target, line) =>
        line.repeat(16, () => {
          const headers = {
            Cookie: target.analyst.cookie,
            'Content-Type': multipartType,
            'Content-Length': '4000000000',
          };
          return line.ask({ method: 'POST', path: '/desk/nowhere', headers, body: large });
        }),
    },
    {
      name: 'multipart of 20 MB, deep and many names, no token',
      run: ({ administrator, analyst }, line) =>
        line.repeat(16, (turn) =>
          post(
            line,
            turn % 4 === 0 ? analyst : administrator,
            '/desk/nowhere',
            [large, deep, many][turn % 3]!,
          ),
        ),
    },
    {
      name: 'multipart without a length, in chunks without an end',
      run: ({ administrator }, line) =>
        line.repeat(16, async () => {
          const socket = line.socket();
          socket.write(
            `POST /desk/offices/import HTTP/1.1\r\nHost: x\r\nCookie: ${administrator.cookie}\r\nContent-Type: ${multipartType}\r\nTransfer-Encoding: chunked\r\n\r\n`,
          );
          const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
          const timer = setInterval(() => socket.write(chunk), 5);
          socket.resume();
          await new Promise((resolve) => socket.once('close', resolve));
          clearInterval(timer);
        }),
    },
  ];
}

/** Who comes during a soak beside those who answer: an administrator who has signed in, strangers, and people whose line breaks in the middle. */
import { connect } from 'node:net';
import { hash } from '@node-rs/argon2';
import { AccountModel } from '../../server/accounts/account.ts';
import { waveId } from '../submissions/prepare.ts';
import { withStore } from '../support/withStore.ts';

/** One request of its kind, another at each turn; gives its status. */
export type Request = (turn: number) => Promise<number>;

const account = { username: 'soak', password: 'four words that wear well' };

const deskPages = [
  '',
  '/waves',
  `/waves/${waveId}`,
  `/waves/${waveId}/participation`,
  '/accounts',
  '/audit',
  '/system',
  '/suggestions',
  '/plans',
];

const strangersPages = [
  '/',
  '/privacy',
  '/en',
  '/healthz',
  '/suggestions',
  '/suggestions/track',
  '/desk',
  '/desk/sign-in',
  '/api/v1/waves',
  '/api/reference',
  `/desk/waves?q=${'x'.repeat(3000)}`,
  `/w/${'x'.repeat(6000)}`,
  '/robots.txt',
  '/nowhere',
];

/** Stores an account, and gives what signs in with it once the server runs. */
export async function deskSession(dataDir: string): Promise<(url: string) => Promise<Request>> {
  await withStore(dataDir, async () => {
    const passwordHash = await hash(account.password);
    await AccountModel.create({
      _id: account.username,
      username: account.username,
      displayName: account.username,
      role: 'administrator',
      grants: [],
      passwordHash,
    });
  });
  return async (url) => {
    const cookies = new Map<string, string>();
    const ask = async (path: string, body?: URLSearchParams) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(`${url}/desk${path}`, {
        redirect: 'manual',
        headers: { cookie },
        ...(body && { method: 'POST', body }),
      });
      for (const set of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
      return { status: answer.status, text: await answer.text() };
    };
    const { text } = await ask('/sign-in');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const { status } = await ask('/sign-in', new URLSearchParams({ _csrf: csrf, ...account }));
    const home = await ask('');
    if (status !== 303 || home.status !== 200)
      throw new Error(`signing in answered ${status}, the desk ${home.status}`);
    return async (turn) => (await ask(deskPages[turn % deskPages.length]!)).status;
  };
}

export const strangersRequests =
  (url: string): Request =>
  async (turn) => {
    const answer = await fetch(`${url}${strangersPages[turn % strangersPages.length]}`, {
      redirect: 'manual',
    });
    await answer.arrayBuffer();
    return answer.status;
  };

/** Half of a body, and the line is cut; nothing is answered, and nothing may stay behind. */
export function unfinishedBody(url: string, wave: string): Promise<number> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', reject);
    socket.write(
      `POST /w/${wave}/ballots HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"credential":`,
      () => setTimeout(() => socket.destroy(), 2000),
    );
    socket.on('close', () => resolve(204));
  });
}

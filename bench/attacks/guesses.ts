/** Guesses at everything that opens something: 300 at a time, without waiting for the one before. */
import { randomBytes, randomInt } from 'node:crypto';
import { type Attack, form, type Line, type SignedIn, type Target } from './attack.ts';
import { pendingSignIn, signInPage } from './people.ts';

const letters = (count: number) => randomBytes(count).toString('base64url').slice(0, count);
const json = (value: object) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
  body: JSON.stringify(value),
});

/** A form of the desk with the cookie and token that belong together. */
function deskForm(
  line: Line,
  { cookie, csrf }: SignedIn,
  path: string,
  fields: Record<string, string>,
): Promise<number> {
  const sent = form({ _csrf: csrf, ...fields });
  return line.ask({ ...sent, path, headers: { ...sent.headers, Cookie: cookie } });
}

const urlOf = ({ port }: Target) => `http://127.0.0.1:${port}`;

/** Words that the tracking code of a suggestion is made of would be found in the first step; the slow hash comes in any case. */
const guessOfCode = () => Array.from({ length: 8 }, () => letters(5)).join(' ');

const guess = (name: string, width: number, one: (target: Target) => Parameters<Line['ask']>[0]): Attack => ({
  name,
  run: (target, line) => line.volleys(width, () => line.ask(one(target))),
});

export const guesses: Attack[] = [
  {
    name: '300 passwords at once, names known and unknown',
    async run(target, line) {
      const page = await signInPage(urlOf(target));
      await line.volleys(300, (turn) =>
        deskForm(line, page, '/desk/sign-in', {
          username: turn % 2 ? 'administrator' : letters(8),
          password: letters(14),
        }),
      );
    },
  },
  {
    name: '300 codes of an app and recovery codes at once, the password known',
    async run(target, line) {
      const { pending, ...page } = await pendingSignIn(urlOf(target));
      await line.volleys(300, (turn) =>
        deskForm(line, page, '/desk/sign-in/second-step', {
          pending,
          ...(turn % 2
            ? { code: String(randomInt(1_000_000)).padStart(6, '0') }
            : { recoveryCode: letters(24) }),
        }),
      );
    },
  },
  {
    name: '300 own passwords at once, signed in',
    run: (target, line) =>
      line.volleys(300, () =>
        deskForm(line, target.analyst, '/desk/account/password', {
          currentPassword: letters(14),
          password: 'another four words for it',
          again: 'another four words for it',
        }),
      ),
  },
  guess('300 words of the results at once', 300, ({ released }) => ({
    ...form({ words: `${letters(5)}-${letters(5)}-${letters(5)}` }),
    path: `/waves/${released}/results`,
  })),
  guess('300 tracking codes at once, without script', 300, () => ({
    ...form({ code: guessOfCode() }),
    path: '/suggestions/track',
  })),
  guess('300 tracking codes at once, with script', 300, () => ({
    ...json({
      thread: randomBytes(32).toString('base64'),
      messages: Array.from({ length: 8 }, () => randomBytes(32).toString('base64')),
    }),
    path: '/suggestions/threads',
  })),
  guess('300 codes of invitations at once', 300, ({ open }) => ({
    ...json({ code: letters(19) }),
    path: `/w/${open}/right`,
  })),
  guess('300 links of kiosks and tokens of programs at once', 300, () =>
    randomInt(2)
      ? { ...json({ link: letters(32) }), path: '/kiosk/registration' }
      : { path: '/api/v1/waves', headers: { Authorization: `Bearer ${letters(40)}` } },
  ),
  guess('300 one-time links at once', 300, () => ({
    path: `/desk/${randomInt(2) ? 'set-password' : 'first-administrator'}/${letters(32)}`,
  })),
  guess('300 suggestions without work at once', 300, () => ({
    ...json({
      id: randomBytes(32).toString('hex'),
      sealed: 'AAAA',
      commitment: randomBytes(32).toString('hex'),
      work: 1,
    }),
    path: '/suggestions/items',
  })),
];

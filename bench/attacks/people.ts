/** Who is signed in during the attacks: accounts that are put into the store before the server runs, and their sessions. */
import { hash } from '@node-rs/argon2';
import { AccountModel, type Role } from '../../server/accounts/account.ts';
import { newAppSecret, sealAppSecret } from '../../server/accounts/secondFactor/app.ts';
import { FactorsModel } from '../../server/accounts/secondFactor/factors.ts';
import { fetchRaw } from '../support/fetchRaw.ts';
import type { SignedIn } from './attack.ts';

export const password = 'four words that wear well';
/** Signs in with a code of an app besides. */
export const withApp = 'withapp';

const people: Record<string, Role> = {
  administrator: 'administrator',
  analyst: 'analyst',
  [withApp]: 'analyst',
};

/** Call it with the store open. */
export async function storeAccounts(sessionSecret: string): Promise<void> {
  const passwordHash = await hash(password);
  for (const [name, role] of Object.entries(people))
    await AccountModel.create({
      _id: name,
      username: name,
      displayName: name,
      role,
      grants: [],
      passwordHash,
    });
  const secret = sealAppSecret(newAppSecret(), sessionSecret);
  await FactorsModel.create({ _id: withApp, app: { secret, lastStep: 0, addedAt: new Date() } });
}

export const csrfIn = (text: string) => /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
export const cookiesOf = (cookies: readonly string[]) => cookies.map((each) => each.split(';')[0]).join('; ');

/** The page to sign in, as a stranger gets it. */
export async function signInPage(url: string): Promise<SignedIn> {
  const { text, cookies } = await fetchRaw(`${url}/desk/sign-in`);
  return { cookie: cookiesOf(cookies), csrf: csrfIn(text) };
}

/** Sends name and password; what is answered. */
export async function sendPassword(
  url: string,
  username: string,
): Promise<{ stranger: SignedIn; answer: Response }> {
  const stranger = await signInPage(url);
  const answer = await fetch(`${url}/desk/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: stranger.cookie, Origin: url },
    body: new URLSearchParams({ _csrf: stranger.csrf, username, password }),
  });
  return { stranger, answer };
}

export async function signIn(url: string, username: string): Promise<SignedIn> {
  const { answer } = await sendPassword(url, username);
  if (answer.status !== 303) throw new Error(`signing in as ${username} answered ${answer.status}`);
  const cookie = cookiesOf(answer.headers.getSetCookie());
  const { text } = await fetchRaw(`${url}/desk/account`, { Cookie: cookie });
  const csrf = csrfIn(text);
  if (!csrf) throw new Error(`the desk of ${username} has no form`);
  return { cookie, csrf };
}

/** The sealed sign-in that waits for a code (`pendingSignIn.ts`), with the visitor's cookie and token. */
export async function pendingSignIn(url: string): Promise<SignedIn & { pending: string }> {
  const { stranger, answer } = await sendPassword(url, withApp);
  const text = await answer.text();
  const pending = /name="pending" value="([^"]+)"/.exec(text)?.[1];
  if (!pending)
    throw new Error(`the password of ${withApp} was answered with ${answer.status} and no second step`);
  const cookies = cookiesOf(answer.headers.getSetCookie());
  return { cookie: cookies || stranger.cookie, csrf: csrfIn(text), pending };
}

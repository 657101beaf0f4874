/** Password hashes, argon2id. Checking takes the same work whether or not there is such an account. */
import { randomBytes } from 'node:crypto';
import { oneAfterAnother } from '../http/oneAfterAnother.ts';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** In characters. */
export const minPasswordLength = 10;
export const maxPasswordLength = 200;

/** Loaded with the first password, so that starting a server does not wait for it. */
const argon2 = () => import('@node-rs/argon2');

const normalise = (password: string) => password.normalize('NFKC');

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await argon2();
  return hash(normalise(password), cost);
}

/** The hash that is checked where there is no account. It is of a random password, so one serves every app of the process. */
let decoyHash: Promise<string> | undefined;

/** Hashing takes a thread of the process's few and 19 MiB each: so many at once, so many waiting, and the rest come again. */
const atOnce = oneAfterAnother(2, 100);

/** False without a stored hash too, after the same work. @throws Overloaded when too many wait */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const { verify } = await argon2();
  decoyHash ??= hashPassword(randomBytes(16).toString('hex'));
  const known = stored ?? (await decoyHash);
  const matches = await atOnce(() => verify(known, normalise(password)));
  return matches && Boolean(stored);
}

/** Password hashes, argon2id. Checking takes the same work whether or not there is such an account. */
import { randomBytes } from 'node:crypto';

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

/** False without a stored hash too, after the same work. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const { verify } = await argon2();
  decoyHash ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await verify(stored ?? (await decoyHash), normalise(password));
  return matches && Boolean(stored);
}

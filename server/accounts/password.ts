/** Password hashes, argon2id. Checking takes the same work whether or not there is such an account. */
import { randomBytes } from 'node:crypto';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Shortest password, in characters. */
export const minPasswordLength = 10;
export const maxPasswordLength = 200;

/** Loaded with the first password, so that a server starts without it. */
const argon2 = () => import('@node-rs/argon2');

const normal = (password: string) => password.normalize('NFKC');

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await argon2();
  return hash(normal(password), cost);
}

let decoy: Promise<string> | undefined;

/** False without a stored hash too, after the same work. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const { verify } = await argon2();
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const right = await verify(stored ?? (await decoy), normal(password));
  return right && Boolean(stored);
}

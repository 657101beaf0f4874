/** Password hashes, argon2id. Checking takes the same work whether or not there is such an account. */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { oneAfterAnother } from '../http/oneAfterAnother.ts';

export interface PasswordCost {
  /** In KiB. */
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
export const passwordCost: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Loaded with the first password, so that starting a server does not wait for it. */
const argon2 = () => import('@node-rs/argon2');

const normalise = (password: string) => password.normalize('NFKC');

/** Hashing takes a core and 19 MiB each: one core is left for everybody else, so many may wait, and the rest come again. */
export const hashesAtOnce = availableParallelism() > 2 ? 2 : 1;
const atOnce = oneAfterAnother(hashesAtOnce, 100);

/** @throws Overloaded when too many wait */
export function hashPassword(password: string, cost = passwordCost): Promise<string> {
  return atOnce(() => hashNow(password, cost));
}

async function hashNow(password: string, cost: PasswordCost): Promise<string> {
  const { hash } = await argon2();
  return hash(normalise(password), cost);
}

/** The hash that is checked where there is no account. It is of a random password, so one serves every app of the process. */
let decoyHash: Promise<string> | undefined;

/** False without a stored hash too, after the same work. @throws Overloaded when too many wait */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const { verify } = await argon2();
  decoyHash ??= hashNow(randomBytes(16).toString('hex'), passwordCost);
  const known = stored ?? (await decoyHash);
  const matches = await atOnce(() => verify(known, normalise(password)));
  return matches && Boolean(stored);
}

/** Whether a stored hash was made with less work than hashes are made with now, or in another way. */
export function isOutdated(stored: string, { memoryCost, timeCost, parallelism } = passwordCost): boolean {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored);
  if (!found) return true;
  const [memory = 0, passes = 0, lanes = 0] = found.slice(1).map(Number);
  return memory < memoryCost || passes < timeCost || lanes < parallelism;
}

/**
 * A sign-in whose password was right and whose code is still to come. It travels sealed in the page that asks for the code, so that
 * nobody has a session before both are right; it runs out, and a change of the password makes it worthless.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { minuteMs, plusMs } from '../../clock.ts';
import { seal, unseal } from '../../http/sealed.ts';
import { type Account, AccountModel } from '../account.ts';

const schema = z.object({
  account: z.string(),
  /** Folded, as it was typed. */
  name: z.string(),
  isKnownDevice: z.boolean(),
  /** A form that waits (`preservedForm.ts`), or ''. */
  kept: z.string(),
  /** Of the provider, where they signed in through it. */
  idToken: z.string().optional(),
  password: z.string(),
  until: z.number(),
});
type Pending = z.infer<typeof schema>;
export type PendingSignIn = Pick<Pending, 'name' | 'isKnownDevice' | 'kept' | 'idToken'>;

const purpose = 'pending sign-in';
const lifeMs = 10 * minuteMs;

const digestOf = ({ passwordHash }: Account) =>
  createHash('sha256').update(`pending ${passwordHash}`).digest('base64url');

export function sealPending(account: Account, signIn: PendingSignIn, secret: string, now: Date): string {
  const until = plusMs(now, lifeMs).getTime();
  const pending: Pending = { ...signIn, account: account._id, password: digestOf(account), until };
  return seal(pending, secret, purpose);
}

/** null when it has run out or no longer holds. */
export async function openPending(
  sealed: string,
  secret: string,
  now: Date,
): Promise<(PendingSignIn & { account: Account }) | null> {
  const { data } = schema.safeParse(unseal(sealed, secret, purpose));
  if (!data || data.until <= now.getTime()) return null;
  const account = await AccountModel.findOne({ _id: data.account, disabled: false }).lean();
  if (!account || digestOf(account) !== data.password) return null;
  const { name, isKnownDevice, kept, idToken } = data;
  return { account, name, isKnownDevice, kept, idToken };
}

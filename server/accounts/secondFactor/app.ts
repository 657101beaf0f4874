/** Codes of an authenticator app (RFC 6238): six digits, a new one every thirty seconds, each accepted once. */
import mongoose from 'mongoose';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { seal, unseal } from '../../http/sealed.ts';
import { type Factors, FactorsModel } from './factors.ts';

const issuer = 'Farhang-Sanj';
const stepMs = 30_000;
/** Clocks of phones may be a step ahead or behind. */
const window = 1;
const secretBytes = 20;
const purpose = 'authenticator app';

/** Base32, as people type it into an app. */
export const newAppSecret = (): string => new Secret({ size: secretBytes }).base32;

const totpOf = (secret: string, username = '') =>
  new TOTP({ issuer, label: username, secret: Secret.fromBase32(secret), period: stepMs / 1000 });

/** The address that the QR code holds. */
export const appAddress = (secret: string, username: string): string => totpOf(secret, username).toString();

/** The step of time that a code belongs to; null for a wrong code. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const distance = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window });
  return distance === null ? null : Math.floor(now.getTime() / stepMs) + distance;
}

export const sealAppSecret = (secret: string, sessionSecret: string): string =>
  seal({ secret }, sessionSecret, purpose);

/** null where the session secret is another than the one it was sealed under: recovery codes still work then. */
const openAppSecret = (sealed: string, sessionSecret: string): string | null =>
  z.object({ secret: z.string() }).safeParse(unseal(sealed, sessionSecret, purpose)).data?.secret ?? null;

export type CodeOutcome = 'accepted' | 'wrong' | 'used';

/** Two requests with one code race for its step; one wins. */
export async function acceptAppCode(
  factors: Factors,
  code: string,
  { now, sessionSecret }: { now: Date; sessionSecret: string },
): Promise<CodeOutcome> {
  const secret = factors.app && openAppSecret(factors.app.secret, sessionSecret);
  const step = secret ? stepOfCode(secret, code, now) : null;
  if (step === null) return 'wrong';
  const { matchedCount } = await FactorsModel.updateOne(
    { _id: factors._id, 'app.lastStep': mongoose.trusted({ $lt: step }) },
    { $set: { 'app.lastStep': step } },
  );
  return matchedCount === 1 ? 'accepted' : 'used';
}

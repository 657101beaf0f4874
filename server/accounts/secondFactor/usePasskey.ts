/** Signing in with a passkey, or confirming with one what is asked for again. */
import type { AuthenticationResponseJSON, WebAuthnCredential } from '@simplewebauthn/server';
import type { AppContext } from '../../appContext.ts';
import { type Account, AccountModel } from '../account.ts';
import { webauthn } from './addPasskey.ts';
import { newChallenge, openChallenge, useChallenge } from './challenge.ts';
import { readJsonText } from './forms.ts';
import { type Passkey, PasskeyModel, type PasskeySite } from './passkey.ts';

type Context = Pick<AppContext, 'clock' | 'sessionSecret'>;
const sealing = ({ clock, sessionSecret }: Context) => ({
  secret: sessionSecret,
  now: clock.now(),
  purpose: 'sign in',
});

export interface PasskeyQuestion {
  /** For the browser, as JSON. */
  options: string;
  sealed: string;
}

/** @param keys of the one who is asked; none where anybody may answer */
export function askForPasskey(
  site: PasskeySite,
  keys: readonly Passkey[],
  context: Context,
): PasskeyQuestion {
  const { challenge, sealed } = newChallenge(sealing(context));
  const allowCredentials = keys.map(({ _id, transports }) => ({ id: _id, type: 'public-key', transports }));
  const options = { challenge, rpId: site.id, allowCredentials, userVerification: 'required' };
  return { options: JSON.stringify(options), sealed };
}

export interface TypedPasskey {
  /** What the device has signed, as JSON. */
  assertion: string;
  challenge: string;
}

/** The account whose passkey it is; null for anything but a fresh answer of a device that we know. */
export async function acceptPasskey(
  typed: TypedPasskey,
  site: PasskeySite,
  context: Context,
): Promise<Account | null> {
  const challenge = openChallenge(typed.challenge, sealing(context));
  const response = readJsonText(typed.assertion);
  const id = response?.id;
  const passkey = typeof id === 'string' ? await PasskeyModel.findById(id).lean() : null;
  if (!challenge || !response || !passkey) return null;
  const { verifyAuthenticationResponse } = await webauthn();
  const checked = await verifyAuthenticationResponse({
    response: response as unknown as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    credential: credentialOf(passkey),
    requireUserVerification: true,
  }).catch(() => null);
  const now = context.clock.now();
  if (!checked?.verified || !(await useChallenge(challenge, now))) return null;
  const counter = checked.authenticationInfo.newCounter;
  await PasskeyModel.updateOne({ _id: passkey._id }, { $set: { counter, lastUsedAt: now } });
  return AccountModel.findOne({ _id: passkey.account, disabled: false }).lean();
}

function credentialOf({ _id, publicKey, counter, transports }: Passkey): WebAuthnCredential {
  return { id: _id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter, transports };
}

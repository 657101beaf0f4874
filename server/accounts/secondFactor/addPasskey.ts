/** Adds a passkey: what the browser is asked for, and the check of what it brings. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { AppContext } from '../../appContext.ts';
import type { Account } from '../account.ts';
import { newChallenge, openChallenge, useChallenge } from './challenge.ts';
import { readJsonText } from './forms.ts';
import { type Passkey, PasskeyModel, type PasskeySite } from './passkey.ts';

/** Loaded with the first passkey, so that starting a server does not wait for it. */
export const webauthn = () => import('@simplewebauthn/server');

type Context = Pick<AppContext, 'clock' | 'sessionSecret'>;
const sealing = ({ clock, sessionSecret }: Context, { _id }: Pick<Account, '_id'>) => ({
  secret: sessionSecret,
  now: clock.now(),
  purpose: `add to ${_id}`,
});

export async function passkeyOptions(
  account: Account,
  site: PasskeySite,
  context: Context,
): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; sealed: string }> {
  const { challenge, sealed } = newChallenge(sealing(context, account));
  const known = await PasskeyModel.find({ account: account._id }).lean();
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'Farhang-Sanj',
    rpID: site.id,
    userID: new TextEncoder().encode(account._id),
    userName: account.username,
    userDisplayName: account.displayName,
    challenge: Buffer.from(challenge, 'base64url'),
    attestationType: 'none',
    excludeCredentials: known.map(({ _id, transports }) => ({ id: _id, transports })),
    // A passkey alone signs in, so the device has to know its owner and the account.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, sealed };
}

/** null for anything but the answer of a device to the question of this account. */
export async function readNewPasskey(
  account: Account,
  { site, credential, sealed }: { site: PasskeySite; credential: string; sealed: string },
  context: Context,
): Promise<Pick<Passkey, '_id' | 'publicKey' | 'counter' | 'transports'> | null> {
  const challenge = openChallenge(sealed, sealing(context, account));
  const response = readJsonText(credential);
  if (!challenge || !response) return null;
  const { verifyRegistrationResponse } = await webauthn();
  const checked = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!checked?.verified || !(await useChallenge(challenge, context.clock.now()))) return null;
  const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential;
  return { _id: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports };
}

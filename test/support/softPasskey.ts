/** A passkey without a device: a key that answers a site's challenge as a browser would (WebAuthn, ES256, user verified). */
import { createHash, generateKeyPairSync, type JsonWebKey, randomBytes, sign } from 'node:crypto';
import { PasskeyModel } from '../../server/accounts/secondFactor/passkey.ts';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const userPresentAndVerified = 0x05;

/** COSE: {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}. */
const coseOf = ({ x, y }: JsonWebKey) =>
  Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x!, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y!, 'base64url'),
  ]);

export interface SoftPasskey {
  id: string;
  /** What a browser posts for a challenge of the site. */
  answer(challenge: string, site: string): string;
}

/** Stores the public key for an account, as if it had been added on the page. */
export async function softPasskey(account: string, addedAt: Date): Promise<SoftPasskey> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16).toString('base64url');
  await PasskeyModel.create({
    _id: id,
    account,
    publicKey: coseOf(publicKey.export({ format: 'jwk' })).toString('base64url'),
    counter: 0,
    name: 'a key',
    addedAt,
  });
  return {
    id,
    answer(challenge, site) {
      const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: site }));
      const counter = Buffer.alloc(4);
      const authenticator = Buffer.concat([
        sha256(new URL(site).hostname),
        Buffer.of(userPresentAndVerified),
        counter,
      ]);
      const signature = sign('sha256', Buffer.concat([authenticator, sha256(client)]), privateKey);
      return JSON.stringify({
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticator.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      });
    },
  };
}

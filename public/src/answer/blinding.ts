/** The cryptography of sending (RFC 9474): a random message blinded for a key, and its signature unblinded. */
import { BlindRSA, Params } from '@cloudflare/blindrsa-ts';
import { fromBase64, toBase64 } from './bytes.ts';

const suite = new BlindRSA({ ...Params.RSABSSA_SHA384_PSS_Randomized, supportsRSARAW: false } as never);

function importKey(spki: string): Promise<CryptoKey> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  return crypto.subtle.importKey('spki', fromBase64(spki), algorithm, true, ['verify']);
}

export const blinding = {
  /** A fresh random message, blinded for the key; all base64. */
  async blind(spki: string): Promise<{ message: string; blinded: string; inverse: string }> {
    const message = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
    const { blindedMsg, inv } = await suite.blind(await importKey(spki), message);
    return { message: toBase64(message), blinded: toBase64(blindedMsg), inverse: toBase64(inv) };
  },
  /** Returns the signature of the message itself. @throws Error when the server signed with another key */
  async unblind(
    made: { key: string; message: string; inverse: string },
    blindSignature: string,
  ): Promise<string> {
    const key = await importKey(made.key);
    const [message, signature, inverse] = [made.message, blindSignature, made.inverse].map(fromBase64);
    return toBase64(await suite.finalize(key, message!, signature!, inverse!));
  },
};

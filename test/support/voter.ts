/** Someone who answers as the browser does: fetches the keys, blinds, has signed, unblinds, posts. */
import { webcrypto } from 'node:crypto';
import { BlindRSA, Params } from '@cloudflare/blindrsa-ts';
import type { Express } from 'express';
import supertest from 'supertest';

const suite = new BlindRSA({ ...Params.RSABSSA_SHA384_PSS_Randomized, supportsRSARAW: false } as never);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export interface Blinded {
  unit: string;
  key: webcrypto.CryptoKey;
  message: Uint8Array;
  inverse: Uint8Array;
  /** base64 */
  blinded: string;
}

export interface PostedCredential {
  unit: string;
  message: string;
  signature: string;
}

export function voter(app: Express, wave: string) {
  const post = (path: string, body: object) =>
    supertest(app).post(`/w/${wave}/${path}`).set('Accept', 'application/json').send(body);

  return {
    post,
    right: (code: string) => post('right', { code }),
    async blind(unit: string): Promise<Blinded> {
      const { body } = await supertest(app).get(`/w/${wave}/keys`).expect(200);
      const spki = Buffer.from(body.units[unit], 'base64');
      const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
      const key = await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
      const message = suite.prepare(webcrypto.getRandomValues(new Uint8Array(32)));
      const { blindedMsg, inv } = await suite.blind(key as never, message);
      return { unit, key, message, inverse: inv, blinded: base64(blindedMsg) };
    },
    sign: (code: string, { blinded }: Blinded) => post('signature', { code, blinded }),
    async unblind({ unit, key, message, inverse }: Blinded, signature: string): Promise<PostedCredential> {
      const bytes = new Uint8Array(Buffer.from(signature, 'base64'));
      const opened = await suite.finalize(key as never, message, bytes, inverse);
      return { unit, message: base64(message), signature: base64(opened) };
    },
    /** The whole way to a credential. */
    async credential(code: string): Promise<PostedCredential> {
      const { body: right } = await this.right(code).expect(200);
      const blinded = await this.blind(right.unit);
      const { body } = await this.sign(code, blinded).expect(200);
      return this.unblind(blinded, body.signature);
    },
    ballot: (credential: PostedCredential, answers: object) => post('ballots', { credential, answers }),
    async vote(code: string, answers: object): Promise<void> {
      await this.ballot(await this.credential(code), answers).expect(201);
    },
  };
}

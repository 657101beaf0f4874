/**
 * Passkeys (WebAuthn): keys that a device keeps and uses after a fingerprint or its lock. The server has public keys alone. They belong to the
 * name of the site, so there are none where the site is reached by a number or without https.
 */
import { isIP } from 'node:net';
import mongoose, { Schema } from 'mongoose';
import type { AppContext } from '../../appContext.ts';
import { isSecureAddress } from '../../http/https.ts';

export interface Passkey {
  /** The credential's id, as the browser gives it. */
  _id: string;
  account: string;
  /** COSE, base64url. */
  publicKey: string;
  /** How often the device has signed, where it counts; a smaller number than before is a copy. */
  counter: number;
  transports: string[];
  /** As its owner calls it. */
  name: string;
  addedAt: Date;
  lastUsedAt: Date | null;
}

const schema = new Schema<Passkey>(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    publicKey: { type: String, required: true },
    counter: { type: Number, required: true },
    transports: { type: [String], default: [] },
    name: { type: String, required: true },
    addedAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
  },
  { versionKey: false, collection: 'passkeys' },
);
schema.index({ account: 1 });
export const PasskeyModel = mongoose.model<Passkey>('Passkey', schema);

export interface PasskeySite {
  /** The name that passkeys belong to. */
  id: string;
  origin: string;
}

/** null where browsers have no passkeys for the address. */
export function passkeySite({ baseUrl = '' }: Pick<AppContext['config'], 'baseUrl'>): PasskeySite | null {
  if (!isSecureAddress(baseUrl)) return null;
  const { hostname, origin } = new URL(baseUrl);
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? null : { id: hostname, origin };
}

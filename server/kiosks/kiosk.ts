/**
 * A kiosk: a shared device of an office, registered by an administrator. It has its own token, which it sends only
 * to `/kiosk`, never with a code or an answer; its last heartbeat is stored to the hour.
 */
import mongoose, { Schema } from 'mongoose';
import { dayMs } from '../clock.ts';

export interface Kiosk {
  _id: string;
  /** Where it stands, in the administrator's words. */
  name: string;
  office: string;
  /** Code of the network point, or null. */
  point: string | null;
  /** SHA-256 of the one-time link that makes a device into this kiosk, while it is unused. */
  linkHash: string | null;
  linkUntil: Date | null;
  /** SHA-256 of the device's token; null before it was registered and after it was revoked. */
  tokenHash: string | null;
  /** The hour of the last heartbeat. */
  seenAt: Date | null;
  revoked: boolean;
}

const schema = new Schema<Kiosk>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    office: { type: String, required: true, index: true },
    point: { type: String, default: null },
    linkHash: { type: String, default: null },
    linkUntil: { type: Date, default: null },
    tokenHash: { type: String, default: null },
    seenAt: { type: Date, default: null },
    revoked: { type: Boolean, default: false },
  },
  { versionKey: false, collection: 'kiosks' },
);
schema.index({ tokenHash: 1 });
schema.index({ linkHash: 1 });

export const KioskModel = mongoose.model<Kiosk>('Kiosk', schema);

const kioskStates = ['waiting', 'active', 'silent', 'revoked'] as const;
export type KioskState = (typeof kioskStates)[number];

/** Longer than a night and a weekend, when devices are switched off. */
const silentAfterMs = 3 * dayMs;

export function stateOf({ revoked, tokenHash, seenAt }: Kiosk, now: Date): KioskState {
  if (revoked) return 'revoked';
  if (!tokenHash || !seenAt) return 'waiting';
  return now.getTime() - seenAt.getTime() > silentAfterMs ? 'silent' : 'active';
}

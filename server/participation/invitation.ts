/**
 * An invitation: one employee's right to answer a wave once. It has the unit and whether it was used, but
 * never when, nor what was answered. Only hashes of its codes are stored.
 */
import mongoose, { Schema } from 'mongoose';

const invitationChannels = ['slip', 'link', 'email', 'sms'] as const;
export type InvitationChannel = (typeof invitationChannels)[number];

export interface Invitation {
  _id: string;
  wave: string;
  /** The office that the slip or message was made for. */
  office: string;
  /** The reporting unit that the office belongs to in this wave. */
  unit: string;
  /** SHA-256 (hex) of each code; a reminder adds one, and all of them work until one is used. */
  codeHashes: string[];
  channel: InvitationChannel;
  /** Under a key of the wave (`addressCipher.ts`), and its keyed digest; deleted when the wave is counted. */
  sealedAddress: string | null;
  addressDigest: string | null;
  used: boolean;
  /** SHA-256 (hex) of the one blinded token that was signed; the same token may be signed again. */
  blindedHash: string | null;
}

const schema = new Schema<Invitation>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true },
    office: { type: String, required: true },
    unit: { type: String, required: true },
    codeHashes: { type: [String], default: [] },
    channel: { type: String, enum: invitationChannels, default: 'slip' },
    sealedAddress: { type: String, default: null },
    addressDigest: { type: String, default: null },
    used: { type: Boolean, default: false },
    blindedHash: { type: String, default: null },
  },
  {
    versionKey: false,
    collection: 'invitations',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ codeHashes: 1 });
schema.index({ wave: 1, office: 1, used: 1 });
schema.index({ wave: 1, addressDigest: 1 });

export const InvitationModel = mongoose.model<Invitation>('Invitation', schema);

/** Of an invitation without an address, or whose address was deleted. */
export const noAddress = { sealedAddress: null, addressDigest: null } as const;

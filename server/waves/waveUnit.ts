/** The offices of a wave and the reporting units that their people answer in, as launch freezes them into the wave. */
import { Schema } from 'mongoose';

export interface WaveOffice {
  code: string;
  level: string;
  nameFa: string;
  nameEn: string;
  parent: string | null;
  headcount: number | null;
  /** Code of the reporting unit that its people answer in; its own code unless merged. */
  unit: string;
}

export interface WaveUnit {
  /** The office's own code, or that of a merged group of small offices. */
  code: string;
  kind: 'office' | 'group';
  nameFa: string;
  nameEn: string;
  /** The offices whose own staff it holds. */
  offices: string[];
  headcount: number | null;
  /** Ids of the demographic questions that its people are asked (anonymity: small units are asked none). */
  demographics: string[];
  /** RSA public key (SPKI, DER, base64) that verifies the unit's credentials; null for imported waves. */
  verifyingKey: string | null;
}

export const officeSchema = new Schema<WaveOffice>(
  {
    code: { type: String, required: true },
    level: { type: String, required: true },
    nameFa: String,
    nameEn: String,
    parent: { type: String, default: null },
    headcount: { type: Number, default: null },
    unit: { type: String, default: '' },
  },
  { _id: false },
);

export const unitSchema = new Schema<WaveUnit>(
  {
    code: { type: String, required: true },
    kind: { type: String, enum: ['office', 'group'], required: true },
    nameFa: String,
    nameEn: String,
    offices: [String],
    headcount: { type: Number, default: null },
    demographics: [String],
    verifyingKey: { type: String, default: null },
  },
  { _id: false },
);

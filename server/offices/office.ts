/**
 * An office: a node of the tree, such as a province, a governorate or a district. Its code is our own slug and never
 * changes; what changes over the years (names, parents) is carried by new codes with validity dates.
 */
import mongoose, { Schema } from 'mongoose';
import { key } from '../i18n/text.ts';

export interface Office {
  /** The code: a stable slug such as `ea-miyaneh`. */
  _id: string;
  /** Id of one of the levels (`levels/`). */
  level: string;
  nameFa: string;
  nameEn: string;
  shortNameFa: string | null;
  shortNameEn: string | null;
  parent: string | null;
  statisticalCode: string | null;
  /** First and last day of existence (ISO date, inclusive), or null where open. */
  validFrom: string | null;
  validTo: string | null;
  /** Codes of the offices that this one took the place of. */
  replaces: string[];
  /** Own staff, without the offices below; null when not known yet. */
  headcount: number | null;
  /** Where it lies, in degrees, for the map of the province; both or neither. */
  latitude: number | null;
  longitude: number | null;
  /** Folded names and codes, for searching. */
  searchKey: string;
}

const schema = new Schema<Office>(
  {
    _id: { type: String, required: true },
    level: { type: String, required: true },
    nameFa: { type: String, required: true },
    nameEn: { type: String, default: '' },
    shortNameFa: { type: String, default: null },
    shortNameEn: { type: String, default: null },
    parent: { type: String, default: null, index: true },
    statisticalCode: { type: String, default: null },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    replaces: { type: [String], default: [] },
    headcount: { type: Number, default: null, min: 0 },
    latitude: { type: Number, default: null },
    longitude: { type: Number, default: null },
    searchKey: { type: String, default: '' },
  },
  { versionKey: false, collection: 'offices' },
);

export const OfficeModel = mongoose.model<Office>('Office', schema);

/** What a search is compared with: every name and code of the office, folded by `key`. */
export function officeSearchKey(office: Omit<Office, 'searchKey'>): string {
  return [
    office._id,
    office.nameFa,
    office.nameEn,
    office.shortNameFa,
    office.shortNameEn,
    office.statisticalCode,
  ]
    .filter((part): part is string => Boolean(part))
    .map(key)
    .join(' ');
}

/** True when the office exists on the day (ISO date). */
export function isValidOn(office: Pick<Office, 'validFrom' | 'validTo'>, day: string): boolean {
  return (
    (office.validFrom === null || office.validFrom <= day) &&
    (office.validTo === null || day <= office.validTo)
  );
}

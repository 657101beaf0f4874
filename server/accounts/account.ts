/** An account: a signed-in person with one role. Employees who answer have none. */
import mongoose, { Schema } from 'mongoose';

export const roles = ['administrator', 'manager', 'analyst', 'auditor', 'clerk', 'reviewer'] as const;
export type Role = (typeof roles)[number];

/** Whose accounts are of certain offices. */
export const hasOffices = (role: Role): boolean => role === 'manager' || role === 'reviewer';

/** A manager's right over an office and everything below it, between two days (ISO dates, inclusive; null is open). */
export interface OfficeGrant {
  office: string;
  from: string | null;
  to: string | null;
}

export interface Account {
  _id: string;
  /** Folded sign-in name; unique. */
  username: string;
  displayName: string;
  role: Role;
  grants: OfficeGrant[];
  /** argon2id, or null until the one-time link was used. */
  passwordHash: string | null;
  /** SHA-256 (hex) of the one-time set-password token. */
  setPasswordHash: string | null;
  setPasswordUntil: Date | null;
  disabled: boolean;
  /** For notices to the person; '' when they want none. Earlier versions had none. */
  address?: string;
  /** `+989…`, or ''; for messages where there is no address. */
  mobile?: string;
  language: 'fa' | 'en' | 'azb';
}

const grant = new Schema<OfficeGrant>(
  {
    office: { type: String, required: true },
    from: { type: String, default: null },
    to: { type: String, default: null },
  },
  { _id: false },
);

const schema = new Schema<Account>(
  {
    _id: { type: String, required: true },
    username: { type: String, required: true, unique: true },
    displayName: { type: String, required: true },
    role: { type: String, enum: roles, required: true },
    grants: { type: [grant], default: [] },
    passwordHash: { type: String, default: null },
    setPasswordHash: { type: String, default: null },
    setPasswordUntil: { type: Date, default: null },
    disabled: { type: Boolean, default: false },
    address: { type: String, default: '' },
    mobile: { type: String, default: '' },
    language: { type: String, enum: ['fa', 'en', 'azb'], default: 'fa' },
  },
  { versionKey: false, collection: 'accounts' },
);
schema.index({ setPasswordHash: 1 });

export const AccountModel = mongoose.model<Account>('Account', schema);

/** Codes of the offices that the account holds on the day (ISO date). */
export function grantedOffices(account: Pick<Account, 'grants'>, day: string): string[] {
  return account.grants
    .filter(({ from, to }) => (from === null || from <= day) && (to === null || day <= to))
    .map(({ office }) => office);
}

/**
 * A token of a program: it reads what an account of its role and offices reads on the pages, until a day. Only its hash is stored, so that
 * neither the database nor a backup lets anybody in.
 */
import mongoose, { Schema } from 'mongoose';
import type { Account, OfficeGrant } from '../../accounts/account.ts';

export const tokenRoles = ['administrator', 'manager', 'analyst'] as const;
export type TokenRole = (typeof tokenRoles)[number];

export interface ApiToken {
  /** Begins with `token-`, so that the audit trail can tell a program from an account. */
  _id: string;
  /** SHA-256 (hex). */
  hash: string;
  name: string;
  role: TokenRole;
  grants: OfficeGrant[];
  /** Whether it may change anything; all others only read. */
  mayWrite: boolean;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** ISO date. */
  lastUsedOn: string | null;
}

const required = { type: String, required: true } as const;
const schema = new Schema<ApiToken>(
  {
    _id: required,
    hash: { type: String, required: true, unique: true },
    name: required,
    role: { type: String, enum: tokenRoles, required: true },
    grants: { type: [Schema.Types.Mixed], default: [] } as never,
    mayWrite: { type: Boolean, default: false },
    createdBy: required,
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    lastUsedOn: { type: String, default: null },
  },
  { versionKey: false, collection: 'apiTokens' },
);

export const ApiTokenModel = mongoose.model<ApiToken>('ApiToken', schema);

export type TokenState = 'valid' | 'expired' | 'revoked';

export function tokenState({ revokedAt, expiresAt }: ApiToken, now: Date): TokenState {
  if (revokedAt) return 'revoked';
  return expiresAt <= now ? 'expired' : 'valid';
}

/** The account that a program is to everything that asks for one: nobody can sign in as it. */
export function accountOfToken({ _id, name, role, grants }: ApiToken): Account {
  return {
    _id,
    username: '',
    displayName: name,
    role,
    grants,
    passwordHash: null,
    setPasswordHash: null,
    setPasswordUntil: null,
    disabled: false,
    language: 'fa',
  };
}

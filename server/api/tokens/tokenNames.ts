/** Names of tokens for the audit trail. They are few, so all are given: a program may be the actor of an entry as well as its subject. */
import type { NamesOf } from '../../accounts/audit/auditNames.ts';
import { ApiTokenModel } from './apiToken.ts';

export const tokenNames: NamesOf = async () => {
  const tokens = await ApiTokenModel.find({}, { name: 1 }).lean();
  return new Map(tokens.map(({ _id, name }) => [_id, name]));
};

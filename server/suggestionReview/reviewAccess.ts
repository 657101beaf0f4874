/**
 * Who may read a suggestion: the manager of exactly the office that it was sent to, and reviewers of that office. Managers above see that
 * one waits too long, and not what it says. Where an office has neither, the next one above that has somebody reads it.
 */
import mongoose from 'mongoose';
import { type Account, AccountModel, grantedOffices } from '../accounts/account.ts';
import { canSee } from '../accounts/canSee.ts';
import { Forbidden, NotFound } from '../http/httpErrors.ts';
import { loadOffices, type StoredOffice } from '../offices/loadOffices.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import { type Suggestion, SuggestionModel } from '../suggestions/suggestion.ts';

export type Tree = OfficeTree<StoredOffice>;

/** Offices of which somebody may read suggestions on a day. */
export async function staffedOffices(day: string): Promise<ReadonlySet<string>> {
  const role = mongoose.trusted({ $in: ['manager', 'reviewer'] });
  const accounts = await AccountModel.find({ role: role as never, disabled: false }, { grants: 1 }).lean();
  return new Set(accounts.flatMap((account) => grantedOffices(account, day)));
}

/** The office whose people read what was sent to an office; null where there is nobody up to the top. */
export function readingOffice(tree: Tree, staffed: ReadonlySet<string>, office: string): string | null {
  const line = [office, ...tree.ancestors(office).map(({ code }) => code)];
  return line.find((code) => staffed.has(code)) ?? null;
}

export interface Reading {
  tree: Tree;
  /** Offices whose suggestions the account reads. */
  own: ReadonlySet<string>;
  /** Others, of which it sees how many wait. */
  below: ReadonlySet<string>;
}

export async function readingOf(account: Account, day: string): Promise<Reading> {
  const [tree, staffed] = await Promise.all([loadOffices(account.language), staffedOffices(day)]);
  const granted = new Set(account.role === 'administrator' ? [] : grantedOffices(account, day));
  const codes = tree.inOrder().map(({ office }) => office.code);
  const own = new Set(codes.filter((code) => granted.has(readingOffice(tree, staffed, code) ?? '')));
  const below = new Set(codes.filter((code) => !own.has(code) && canSee(account, tree, code, day)));
  return { tree, own, below };
}

export interface OpenedReview {
  thread: Suggestion;
  tree: Tree;
}

/** @throws NotFound; Forbidden for suggestions of other offices */
export async function getReview(review: unknown, account: Account, day: string): Promise<OpenedReview> {
  const thread = await SuggestionModel.findOne({ review: String(review) }).lean();
  if (!thread) throw new NotFound('suggestionReview:notFound');
  const { tree, own } = await readingOf(account, day);
  if (!own.has(thread.office)) throw new Forbidden();
  return { thread, tree };
}

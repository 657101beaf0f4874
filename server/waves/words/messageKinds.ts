/** The messages of a wave: to whom each goes, and which placeholders its words may and must have. */

/** Invitation, reminder and last call go to employees; thanks, results and its reminder to managers. */
export const messageKinds = [
  'invitation',
  'reminder',
  'lastCall',
  'thanks',
  'results',
  'resultsReminder',
] as const;
export type MessageKind = (typeof messageKinds)[number];

const everywhere = [
  'wave',
  'organisation',
  'purpose',
  'date',
  'day',
  'minutes',
  'contact',
  'readers',
  'site',
] as const;

/** Names of placeholders, which readers type in their own language (`placeholders.ts`). */
export const placeholders = [...everywhere, 'link', 'code', 'name'] as const;
export type Placeholder = (typeof placeholders)[number];

const withCode = [...everywhere, 'link', 'code'] satisfies Placeholder[];
const toManagers = ['wave', 'organisation', 'contact', 'site', 'name'] satisfies Placeholder[];
const withReport = [...toManagers, 'link'] satisfies Placeholder[];

const allowed: Record<MessageKind, readonly Placeholder[]> = {
  invitation: withCode,
  reminder: withCode,
  lastCall: withCode,
  thanks: [...toManagers, 'readers'],
  results: withReport,
  resultsReminder: withReport,
};

export const placeholdersOf = (kind: MessageKind): readonly Placeholder[] => allowed[kind];

/** Whether it invites to answer, and so holds a code. */
export const asksToAnswer = (kind: MessageKind): boolean =>
  kind === 'invitation' || kind === 'reminder' || kind === 'lastCall';

export const isToManagers = (kind: MessageKind): boolean => !asksToAnswer(kind);

/** Whether its reader has to go somewhere; who is thanked need not. */
export const leadsSomewhere = (kind: MessageKind): boolean => placeholdersOf(kind).includes('link');

export function messageKindOf(value: unknown): MessageKind {
  return messageKinds.find((kind) => kind === value) ?? 'invitation';
}

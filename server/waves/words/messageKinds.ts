/** The messages of a wave: to whom each goes, and which placeholders its words may and must have. */

/** Invitation, reminder, last call and thanks go to employees; results and its reminder to managers. */
export const messageKinds = [
  'invitation',
  'reminder',
  'lastCall',
  'thanks',
  'results',
  'resultsReminder',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Names of placeholders, which readers type in their own language (`placeholders.ts`). */
export const placeholders = [
  'wave',
  'organisation',
  'purpose',
  'date',
  'day',
  'minutes',
  'contact',
  'readers',
  'site',
  'link',
  'code',
  'name',
] as const;
export type Placeholder = (typeof placeholders)[number];

const everywhere: Placeholder[] = [
  'wave',
  'organisation',
  'purpose',
  'date',
  'day',
  'minutes',
  'contact',
  'readers',
  'site',
];
const withCode = [...everywhere, 'link', 'code'] satisfies Placeholder[];
const toManagers = ['wave', 'organisation', 'contact', 'site', 'link', 'name'] satisfies Placeholder[];

const allowed: Record<MessageKind, readonly Placeholder[]> = {
  invitation: withCode,
  reminder: withCode,
  lastCall: withCode,
  thanks: everywhere,
  results: toManagers,
  resultsReminder: toManagers,
};

export const placeholdersOf = (kind: MessageKind): readonly Placeholder[] => allowed[kind];

/** Thanks lead nowhere: they go to everybody, whether the right was used or not. */
export const needsLink = (kind: MessageKind): boolean => kind !== 'thanks';

/** Whether it invites to answer, and so holds a code. */
export const asksToAnswer = (kind: MessageKind): boolean =>
  kind === 'invitation' || kind === 'reminder' || kind === 'lastCall';

export const isToManagers = (kind: MessageKind): boolean => kind === 'results' || kind === 'resultsReminder';

export function messageKindOf(value: unknown): MessageKind {
  return messageKinds.find((kind) => kind === value) ?? 'invitation';
}

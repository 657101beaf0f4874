/**
 * What an entry of the audit trail is about. Entries namedKind before subjects had fields keep their text, because their hashes cover it:
 * it is parsed here, and nothing writes such text any more.
 */

export type Subject =
  /** With the code of an office or unit where the entry is only about that part of the wave. */
  | { kind: 'wave'; id: string; officeOrUnit?: string }
  | { kind: 'account' | 'office' | 'instrument' | 'kiosk' | 'token'; id: string };

export type SubjectKind = Subject['kind'];

/** `<kind> <id>`, or an id alone, when the action says which kind it is; of a wave possibly `<id>:<office or unit>`; empty for none. */
type EarlierSubject = string;

export type StoredSubject = Subject | EarlierSubject | null;

/** Puts the fields into the order in which subjects are stored, so that the index finds them as whole values. */
export function inStoredOrder(subject: Subject): Subject {
  const { kind, id } = subject;
  return kind === 'wave' && subject.officeOrUnit !== undefined
    ? { kind, id, officeOrUnit: subject.officeOrUnit }
    : { kind, id };
}

/** What the hash of an entry covers of its subject: all that is stored, whatever its order. No text equals a subject with fields. */
export function hashedSubject(stored: StoredSubject): string | [field: string, value: string][] | null {
  if (stored === null || typeof stored === 'string') return stored;
  return Object.entries(stored).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function subjectOf({ action, subject }: { action: string; subject: StoredSubject }): Subject | null {
  return typeof subject === 'string' ? parseEarlier(action, subject) : subject;
}

export const officeOrUnitOf = (subject: Subject) =>
  subject.kind === 'wave' ? subject.officeOrUnit : undefined;

function parseEarlier(action: string, text: EarlierSubject): Subject | null {
  const [, namedKind, rest] = /^(?:(account|office|instrument|wave) )?(.+)$/.exec(text) ?? [];
  if (!rest) return null;
  const kind = (namedKind ?? (action.startsWith('kiosk.') ? 'kiosk' : 'wave')) as SubjectKind;
  const [id = '', officeOrUnit] = kind === 'wave' ? rest.split(':') : [rest];
  return inStoredOrder(officeOrUnit ? { kind: 'wave', id, officeOrUnit } : { kind, id });
}

/** All stored forms of a subject that is no part of a wave, to find entries that give it a name. */
export function formsOf(subject: Pick<Subject, 'kind' | 'id'>): StoredSubject[] {
  const { kind, id } = subject;
  return [inStoredOrder({ kind, id }), kind === 'kiosk' ? id : `${kind} ${id}`];
}

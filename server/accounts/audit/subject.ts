/**
 * What an entry of the audit trail is about. Entries that were written before subjects had parts keep their words, because their
 * hashes cover them: these are read here, and nothing writes such words any more.
 */

export type Subject =
  /** With the code of an office or unit where only that part of the wave is meant. */
  | { kind: 'wave'; id: string; officeOrUnit?: string }
  | { kind: 'account' | 'office' | 'instrument' | 'kiosk'; id: string };

export type SubjectKind = Subject['kind'];

/** `wave <id>`, or an id alone whose kind the action tells, of a wave perhaps as `<id>:<office or unit>`; empty for none. */
type EarlierSubject = string;

export type StoredSubject = Subject | EarlierSubject | null;

/** In the one order of fields in which subjects are stored, so that the index finds them as whole values. */
export function ordered(subject: Subject): Subject {
  const { kind, id } = subject;
  return kind === 'wave' && subject.officeOrUnit !== undefined
    ? { kind, id, officeOrUnit: subject.officeOrUnit }
    : { kind, id };
}

/** What the hash of an entry covers of its subject: all that is stored, whatever its order. No words are the same as parts. */
export function hashedSubject(stored: StoredSubject): string | [field: string, value: string][] | null {
  if (stored === null || typeof stored === 'string') return stored;
  return Object.entries(stored).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function subjectOf({ action, subject }: { action: string; subject: StoredSubject }): Subject | null {
  return typeof subject === 'string' ? readWords(action, subject) : subject;
}

export const officeOrUnitOf = (subject: Subject) =>
  subject.kind === 'wave' ? subject.officeOrUnit : undefined;

function readWords(action: string, words: EarlierSubject): Subject | null {
  const [, written, rest] = /^(?:(account|office|instrument|wave) )?(.+)$/.exec(words) ?? [];
  if (!rest) return null;
  const kind = (written ?? (action.startsWith('kiosk.') ? 'kiosk' : 'wave')) as SubjectKind;
  const [id = '', officeOrUnit] = kind === 'wave' ? rest.split(':') : [rest];
  return ordered(officeOrUnit ? { kind: 'wave', id, officeOrUnit } : { kind, id });
}

/** All forms in which a subject that is no part of a wave may be stored by an entry that gives it a name. */
export function formsOf(subject: Pick<Subject, 'kind' | 'id'>): StoredSubject[] {
  const { kind, id } = subject;
  return [ordered({ kind, id }), kind === 'kiosk' ? id : `${kind} ${id}`];
}

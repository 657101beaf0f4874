/** What one save can change in a draft. Everything else of the draft stays as somebody else may have saved it meanwhile. */
import type {
  Band,
  Demographic,
  Instrument,
  Localised,
  Scale,
  ShowIf,
} from '../../instruments/instrument.ts';

/** An ordered list in a draft; the items of a dimension have its id. */
export type ListName = 'dimensions' | 'items' | 'controls' | 'demographics' | 'openQuestions';
export interface ListAddress {
  list: ListName;
  /** The dimension whose items they are; empty for every other list. */
  within: string;
}

interface OfEntry {
  /** Empty for a new one. */
  id: string;
  /** The id of a new one, or empty to have one made. */
  newId: string;
  /** Its place in the list, from 1; null to leave it where it is, at the end when new. */
  position: number | null;
}

export type Change =
  | { kind: 'about'; title: Localised; about: Localised | undefined; minutes: number }
  | ({
      kind: 'dimension';
      title: Localised;
      topic: Localised | undefined;
      about: Localised | undefined;
      definition: Localised | undefined;
    } & OfEntry)
  | ({ kind: 'item'; within: string; text: Localised; reverse: boolean } & OfEntry)
  | ({ kind: 'control'; text: Localised } & OfEntry)
  | ({
      kind: 'demographic';
      title: Localised;
      options: Demographic['options'];
      showIf: ShowIf | undefined;
    } & OfEntry)
  | ({ kind: 'open'; title: Localised; maxLength: number; showIf: ShowIf | undefined } & OfEntry)
  | { kind: 'scale'; scale: Scale }
  | { kind: 'controlScale'; scale: Scale | undefined }
  | {
      kind: 'bands';
      bands: Band[];
      ideal: number | null;
      margin: number;
      outcome: string | undefined;
    }
  | ({ kind: 'move'; id: string; to: 'up' | 'down' | number } & ListAddress)
  | ({ kind: 'copy'; id: string } & ListAddress)
  | ({ kind: 'retire'; id: string } & ListAddress);

export type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>;

/** Kinds that change an entry of a list, and which list. */
export const listOfKind = {
  dimension: 'dimensions',
  item: 'items',
  control: 'controls',
  demographic: 'demographics',
  open: 'openQuestions',
} as const satisfies Partial<Record<Change['kind'], ListName>>;
export type EntryKind = keyof typeof listOfKind;

export function isEntryKind(kind: Change['kind']): kind is EntryKind {
  return kind in listOfKind;
}

export type Content = Instrument;

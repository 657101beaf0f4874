/**
 * A people list: an uploaded file of offices and addresses, stored from reading to inviting. Its rows hold addresses, so each is
 * deleted as soon as its person is invited, and the rest at the count.
 */
import mongoose, { Schema } from 'mongoose';
import type { Reading } from '../../tables/reading/reading.ts';
import type { UnreadableReason } from '../../tables/reading/unreadable.ts';
import type { ListField } from './listColumns.ts';
import type { ListChannel, RowProblem } from './readListRow.ts';

const listStates = ['reading', 'ready', 'inviting', 'done', 'broken'] as const;
export type ListState = (typeof listStates)[number];

/** Why a file that can be read is no people list. */
export const listReasons = [
  'noHeader',
  'noRows',
  'tooManyRows',
  'contactsUnread',
  'interrupted',
  'noRoom',
] as const;

export interface AskedColumn {
  /** From 0. */
  column: number;
  /** Its heading, or its letter. */
  name: string;
  looksLike: Extract<ListField, 'email' | 'mobile'>;
}

export interface PeopleList {
  _id: string;
  wave: string;
  fileName: string;
  by: string;
  at: Date;
  state: ListState;
  done: number;
  /** Rows to process; 0 while not known. */
  total: number;
  /** Last heartbeat of the process that works on it. */
  beatAt: Date;
  /** Why it is broken. */
  reason: UnreadableReason | (typeof listReasons)[number] | '';
  /** The line at which it could not be read any more, or 0. */
  line: number;
  /** The cells found where a header was expected, sealed like a row: they may be a person's. Empty when there is nothing to show. */
  found: string;
  /** How the file was read, and what of it was not. */
  reading: Reading | null;
  /** Columns that hold addresses under a heading nobody knows: reading stopped with the question what they are. */
  asked: AskedColumn[];
  invited: { email: number; sms: number };
  /** Slips that the list asks for, by office; made once, because their codes are shown once. */
  slips: { office: string; count: number }[];
  slipsMade: boolean;
}

export interface PeopleRow {
  /** `<list>:<row>`, in the order of the file. */
  _id: string;
  list: string;
  row: number;
  /** Code, or empty where none was recognised. */
  office: string;
  channel: ListChannel | '';
  /** Address and cells as they were written, under a key of the wave (`sealRow.ts`). */
  sealed: string;
  problem: RowProblem | '';
  /** The row that this one repeats, or the column (from 1) of its bad cell, or 0. */
  of: number;
  /** The id that its invitation gets, so that inviting can be interrupted and resumed. */
  invitation: string;
}

const text = { type: String, default: '' };

const list = new Schema<PeopleList>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    fileName: text,
    by: text,
    at: Date,
    state: { type: String, enum: listStates, default: 'reading' },
    done: { type: Number, default: 0 },
    total: { type: Number, default: 0 },
    beatAt: Date,
    reason: text as never,
    found: text,
    line: { type: Number, default: 0 },
    reading: { type: Schema.Types.Mixed, default: null } as never,
    asked: { type: [Schema.Types.Mixed], default: [] } as never,
    invited: { email: { type: Number, default: 0 }, sms: { type: Number, default: 0 } },
    slips: { type: [Schema.Types.Mixed], default: [] } as never,
    slipsMade: { type: Boolean, default: false },
  },
  { versionKey: false, collection: 'peopleLists' },
);

const row = new Schema<PeopleRow>(
  {
    _id: { type: String, required: true },
    list: { type: String, required: true },
    row: { type: Number, required: true },
    office: text,
    channel: text as never,
    sealed: text,
    problem: text as never,
    of: { type: Number, default: 0 },
    invitation: text,
  },
  { versionKey: false, collection: 'peopleRows' },
);
row.index({ list: 1, problem: 1 });

export const PeopleListModel = mongoose.model<PeopleList>('PeopleList', list);
export const PeopleRowModel = mongoose.model<PeopleRow>('PeopleRow', row);

/** Deletes the list and its rows. */
export async function deleteList(id: string): Promise<void> {
  await PeopleRowModel.deleteMany({ list: id });
  await PeopleListModel.deleteOne({ _id: id });
}

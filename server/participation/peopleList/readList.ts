/**
 * Reads an uploaded people list into stored rows, each either good or with its problem. Memory holds the file, a batch of rows and
 * one entry for each address (to find repeats); nobody is invited here.
 */
import type { Clock } from '../../clock.ts';
import { isOutOfSpace } from '../../database/isOutOfSpace.ts';
import { randomId } from '../../database/randomId.ts';
import type { Header } from '../../tables/reading/findHeader.ts';
import { type OpenTable, openTable, type TableRow } from '../../tables/reading/openTable.ts';
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import { type AddressCipher, addressCipher } from '../addressCipher.ts';
import { markInvited, placeTaker, updateProblems } from './checkRows.ts';
import { type ListField, listColumns } from './listColumns.ts';
import { type AskedColumn, type PeopleList, PeopleListModel, PeopleRowModel } from './peopleList.ts';
import { cellsOf, officeFinder, readListRow } from './readListRow.ts';
import { type OpenRow, sealRow } from './sealRow.ts';
import { type ColumnAnswers, contactWatch, withAnswers } from './unreadContacts.ts';

/** A batch is checked, sealed and stored in one turn each, while others wait. */
const batchSize = 250;
export const maxRows = 200_000;

export interface ListInput {
  list: Pick<PeopleList, '_id' | 'wave'>;
  bytes: Buffer;
  offices: readonly { code: string; nameFa: string; nameEn: string }[];
  /** How many more people of each office may be invited. */
  allowance: ReadonlyMap<string, number>;
  /** What columns with unknown headings are. */
  answers?: ColumnAnswers;
  clock: Clock;
  keyDir: string;
}

class NoList extends Error {
  readonly reason: PeopleList['reason'];
  readonly found: string[];
  readonly asked: AskedColumn[];
  constructor(
    reason: PeopleList['reason'],
    { found = [], asked = [] }: Partial<Pick<NoList, 'found' | 'asked'>> = {},
  ) {
    super(`The file is no people list: ${reason}`);
    this.reason = reason;
    this.found = found;
    this.asked = asked;
  }
}

/** Leaves the list `ready`, or `broken` with the reason and without rows. */
export async function readList(input: ListInput): Promise<void> {
  const { _id, wave } = input.list;
  const cipher = addressCipher(input.keyDir, wave);
  let table: OpenTable<ListField> | undefined;
  try {
    table = await openTable(input.bytes, listColumns);
    const total = await storeRows(table, input, cipher);
    const { reading } = table;
    await PeopleListModel.updateOne({ _id }, { $set: { state: 'ready', done: total, total, reading } });
  } catch (error) {
    await PeopleRowModel.deleteMany({ list: _id });
    const { reason, line, found, asked } = brokenBy(error);
    const sealed = found.length > 0 ? cipher.seal(JSON.stringify(found)) : '';
    const reading = table?.reading ?? null;
    await PeopleListModel.updateOne(
      { _id },
      { $set: { state: 'broken', reason, line, asked, reading, found: sealed } },
    );
    if (reason === 'interrupted') throw error;
  } finally {
    await table?.close();
  }
}

function brokenBy(error: unknown): Pick<PeopleList, 'reason' | 'line' | 'asked'> & { found: string[] } {
  const nothing = { line: 0, found: [], asked: [] };
  if (error instanceof NoList)
    return { ...nothing, reason: error.reason, found: error.found, asked: error.asked };
  if (error instanceof UnreadableFile) return { ...nothing, reason: error.reason, line: error.line };
  return { ...nothing, reason: isOutOfSpace(error) ? 'noRoom' : 'interrupted' };
}

/** @returns how many rows were stored */
async function storeRows(
  table: OpenTable<ListField>,
  input: ListInput,
  cipher: AddressCipher,
): Promise<number> {
  const { answers = new Map() } = input;
  if (!table.header) throw new NoList('noHeader', { found: shown(table.first) });
  const header = withAnswers(table.header, answers);
  if (!header.fields.includes('office'))
    throw new NoList('noHeader', { found: shown(table.header.headings) });
  const read = rowReader(input, header);
  const contacts = contactWatch(header, answers);
  const takePlaces = placeTaker(input.allowance);
  let stored = 0;
  let batch: OpenRow[] = [];
  const flush = async () => {
    await markInvited(input.list.wave, batch, cipher);
    const earlier = takePlaces(batch);
    await PeopleRowModel.insertMany(batch.map((row) => sealRow(row, cipher)));
    await updateProblems(earlier);
    stored += batch.length;
    batch = [];
    await PeopleListModel.updateOne(
      { _id: input.list._id },
      { $set: { done: stored, beatAt: input.clock.now() } },
    );
  };
  for await (const row of table.rows()) {
    contacts.see(row);
    batch.push(read(row));
    if (batch.length === batchSize) await flush();
    if (stored > maxRows) throw new NoList('tooManyRows');
  }
  const asked = contacts.asked();
  if (asked.length > 0) throw new NoList('contactsUnread', { asked });
  if (batch.length > 0) await flush();
  if (stored === 0) throw new NoList('noRows');
  return stored;
}

const shown = (cells: string[]) =>
  cells
    .map((cell) => cell.trim().slice(0, 40))
    .filter(Boolean)
    .slice(0, 8);

function rowReader({ list, offices }: ListInput, header: Header<ListField>): (row: TableRow) => OpenRow {
  const findOffice = officeFinder(offices);
  return ({ row, cells, bad }) => {
    const named = cellsOf(cells, header);
    const damaged = bad.find(({ column }) => header.fields[column]);
    const read = damaged ? { problem: 'badCell' as const } : readListRow(named, findOffice);
    const contact = named.address || named.email || named.mobile;
    const base = {
      _id: `${list._id}:${String(row).padStart(7, '0')}`,
      list: list._id,
      row,
      written: [named.office, named.channel, contact || (damaged?.found ?? '')],
      of: damaged ? damaged.column + 1 : 0,
      invitation: randomId(),
    };
    if ('problem' in read) return { ...base, office: '', channel: '', address: '', problem: read.problem };
    return { ...base, ...read, problem: '' };
  };
}

/**
 * Reads an uploaded people list into stored rows, each either good or with its problem. Memory holds the file, a batch of rows and
 * one entry for each address (to find repeats); nobody is invited here.
 */
import type { Clock } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';
import { type AddressCipher, addressCipher } from '../addressCipher.ts';
import { allowanceTaker, markInvited } from './checkRows.ts';
import { type ListColumns, readColumns } from './listColumns.ts';
import { type PeopleList, PeopleListModel, PeopleRowModel } from './peopleList.ts';
import { cellsOf, officeFinder, readListRow } from './readListRow.ts';
import { NotATable, readTable, type TableRow } from './readTable.ts';
import { type OpenRow, sealRow } from './sealRow.ts';

const batchSize = 1000;
const maxRowsBeforeHeader = 10;
export const maxRows = 200_000;

export interface ListInput {
  list: Pick<PeopleList, '_id' | 'wave'>;
  bytes: Buffer;
  offices: readonly { code: string; nameFa: string; nameEn: string }[];
  /** How many more people of each office may be invited. */
  allowance: ReadonlyMap<string, number>;
  clock: Clock;
  keyDir: string;
}

class NoList extends Error {
  readonly reason: PeopleList['reason'];
  readonly found: string[];
  constructor(reason: PeopleList['reason'], found: string[] = []) {
    super(`The file is no people list: ${reason}`);
    this.reason = reason;
    this.found = found;
  }
}

/** Leaves the list `ready`, or `broken` with the reason and without rows. */
export async function readList(input: ListInput): Promise<void> {
  const { _id, wave } = input.list;
  const cipher = addressCipher(input.keyDir, wave);
  try {
    const total = await storeRows(input, cipher);
    if (total === 0) throw new NoList('noRows');
    await PeopleListModel.updateOne({ _id }, { $set: { state: 'ready', done: total, total } });
  } catch (error) {
    await PeopleRowModel.deleteMany({ list: _id });
    const known = error instanceof NoList || error instanceof NotATable;
    const { reason, found } = error instanceof NoList ? error : { reason: reasonOf(error), found: [] };
    await PeopleListModel.updateOne(
      { _id },
      {
        $set: { state: 'broken', reason, found: found.length > 0 ? cipher.seal(JSON.stringify(found)) : '' },
      },
    );
    if (!known) throw error;
  }
}

const reasonOf = (error: unknown) => (error instanceof NotATable ? error.reason : 'interrupted');

async function storeRows(input: ListInput, cipher: AddressCipher): Promise<number> {
  const check = rowChecker(input);
  let columns: ListColumns | null = null;
  let first: string[] | null = null;
  let rowsSeen = 0;
  let stored = 0;
  let batch: OpenRow[] = [];
  const flush = async () => {
    await markInvited(input.list.wave, batch, cipher);
    check.takeAllowance(batch);
    await PeopleRowModel.insertMany(batch.map((row) => sealRow(row, cipher)));
    stored += batch.length;
    batch = [];
    await PeopleListModel.updateOne(
      { _id: input.list._id },
      { $set: { done: stored, beatAt: input.clock.now() } },
    );
  };
  for await (const table of readTable(input.bytes)) {
    if (table.cells.every((cell) => !cell.trim())) continue;
    if (!columns) {
      first ??= table.cells;
      columns = await headerOf(table, input.list._id);
      rowsSeen += 1;
      if (!columns && rowsSeen >= maxRowsBeforeHeader) break;
      continue;
    }
    batch.push(check.read(table, columns));
    if (batch.length === batchSize) await flush();
    if (stored > maxRows) throw new NoList('tooManyRows');
  }
  if (!columns) throw first ? new NoList('noHeader', shown(first)) : new NotATable('empty');
  if (batch.length > 0) await flush();
  return stored;
}

async function headerOf(table: TableRow, list: string): Promise<ListColumns | null> {
  const header = readColumns(table.cells);
  if (header)
    await PeopleListModel.updateOne({ _id: list }, { $set: { unknown: header.unknown.slice(0, 20) } });
  return header?.columns ?? null;
}

const shown = (cells: string[]) =>
  cells
    .map((cell) => cell.trim().slice(0, 40))
    .filter(Boolean)
    .slice(0, 8);

/** Reads rows one by one and remembers addresses; `takeAllowance` gives invitations in the order of the list. */
function rowChecker({ list, offices, allowance }: ListInput) {
  const findOffice = officeFinder(offices);
  const firstWith = new Map<string, number>();
  const takeAllowance = allowanceTaker(allowance);
  return {
    takeAllowance,
    read({ row, cells }: TableRow, columns: ListColumns): OpenRow {
      const named = cellsOf(cells, columns);
      const read = readListRow(named, findOffice);
      const base = {
        _id: `${list._id}:${String(row).padStart(7, '0')}`,
        list: list._id,
        row,
        written: [named.office, named.channel, named.address || named.email || named.mobile],
        of: 0,
        invitation: randomId(),
      };
      if ('problem' in read) return { ...base, office: '', channel: '', address: '', problem: read.problem };
      const addressKey = `${read.channel}:${read.address.toLowerCase()}`;
      const of = read.address ? (firstWith.get(addressKey) ?? 0) : 0;
      if (of === 0) firstWith.set(addressKey, row);
      return { ...base, ...read, of, problem: of ? 'repeated' : '' };
    },
  };
}

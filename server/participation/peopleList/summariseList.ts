/** A list in numbers: good rows by office and channel, and rows to correct by their problem. */
import mongoose from 'mongoose';
import type { AddressCipher } from '../addressCipher.ts';
import { PeopleRowModel } from './peopleList.ts';
import type { ListChannel, RowProblem } from './readListRow.ts';
import { type OpenRow, openRow } from './sealRow.ts';

export interface ListSummary {
  /** By office code. */
  good: Map<string, Record<ListChannel, number>>;
  channels: Record<ListChannel, number>;
  /** Good rows. */
  count: number;
  problems: Map<RowProblem, number>;
  /** Rows above the headcount, by office. */
  above: Map<string, number>;
}

const none = (): Record<ListChannel, number> => ({ email: 0, sms: 0, slip: 0 });

export async function summariseList(list: string): Promise<ListSummary> {
  const groups = await PeopleRowModel.aggregate<{
    _id: { office: string; channel: ListChannel; problem: RowProblem | '' };
    n: number;
  }>([
    { $match: { list } },
    { $group: { _id: { office: '$office', channel: '$channel', problem: '$problem' }, n: { $sum: 1 } } },
  ]);
  const summary: ListSummary = {
    good: new Map(),
    channels: none(),
    count: 0,
    problems: new Map(),
    above: new Map(),
  };
  const add = <K>(to: Map<K, number>, at: K, n: number) => to.set(at, (to.get(at) ?? 0) + n);
  for (const { _id, n } of groups) {
    if (_id.problem) add(summary.problems, _id.problem, n);
    if (_id.problem === 'aboveHeadcount') add(summary.above, _id.office, n);
    if (_id.problem) continue;
    const office = summary.good.get(_id.office) ?? none();
    office[_id.channel] += n;
    summary.good.set(_id.office, office);
    summary.channels[_id.channel] += n;
    summary.count += n;
  }
  return summary;
}

/** Rows to correct, in the order of the file. */
export async function rowsToCorrect(list: string, max: number, cipher: AddressCipher): Promise<OpenRow[]> {
  const stored = await PeopleRowModel.find({ list, problem: mongoose.trusted({ $ne: '' }) })
    .sort({ _id: 1 })
    .limit(max)
    .lean();
  return stored.map((row) => openRow(row, cipher));
}

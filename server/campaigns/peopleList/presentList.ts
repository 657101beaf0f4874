/** A people list as its page shows it: counts by office and channel, rows to correct with what to do, and the file of the rest. */
import { stringify } from 'csv-stringify/sync';
import type { Reader } from '../../i18n/reader.ts';
import type { PeopleList } from '../../participation/peopleList/peopleList.ts';
import { listChannels, rowProblems } from '../../participation/peopleList/readListRow.ts';
import { rowsToCorrect, summariseList } from '../../participation/peopleList/summariseList.ts';
import { treeRows } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';

const rowsShown = 25;
const rowsInFile = 200_000;

export async function presentList(list: PeopleList, wave: Wave, reader: Reader) {
  const { t } = reader;
  const summary = await summariseList(list._id);
  const tree = treeRows(wave.offices, reader);
  const names = new Map(tree.map(({ code, name }) => [code, name]));
  const rows = await rowsToCorrect(list._id, rowsShown);
  const broken = [...summary.problems.values()].reduce((sum, n) => sum + n, 0);
  return {
    good: summary.count,
    channels: listChannels.map((channel) => ({ channel, count: summary.channels[channel] })),
    officeRows: tree.flatMap((row) => {
      const counts = summary.good.get(row.code);
      return counts ? [{ ...row, counts, sum: counts.email + counts.sms + counts.slip }] : [];
    }),
    broken,
    problems: rowProblems.flatMap((problem) => {
      const count = summary.problems.get(problem) ?? 0;
      return count > 0 ? [{ problem, count, todo: t(`peopleList:todo.${problem}`) }] : [];
    }),
    above: [...summary.above].map(([office, count]) => ({
      office,
      name: names.get(office) ?? office,
      count,
    })),
    rows: rows.map(({ row, written, problem, of }) => ({
      row,
      written: written.filter(Boolean).join(' · '),
      problem: t(`peopleList:problem.${problem}`, { of }),
    })),
    more: Math.max(0, broken - rows.length),
    slipOffices: list.slips.map(({ office, count }) => ({ name: names.get(office) ?? office, count })),
    slipCount: list.slips.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The rows to correct as a CSV that can be corrected and uploaded again; the problem is in a column that is not read. */
export async function restFile(list: PeopleList, { t }: Pick<Reader, 't'>): Promise<string> {
  const rows = await rowsToCorrect(list._id, rowsInFile);
  const lines = rows.map(({ written, row, problem, of }) => [
    ...[0, 1, 2].map((at) => asText(written[at] ?? '')),
    String(row),
    t(`peopleList:problem.${problem}`, { of }),
  ]);
  const header = ['office', 'channel', 'address'].map((name) => t(`peopleList:header.${name}`));
  return `\ufeff${stringify([[...header, t('peopleList:header.row'), t('peopleList:header.problem')], ...lines])}`;
}

/** A spreadsheet would treat these as a formula. */
const asText = (cell: string) => (/^[=+@\t-]/.test(cell) ? `'${cell}` : cell);

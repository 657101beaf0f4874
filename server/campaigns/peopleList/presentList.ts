/** A people list as its page shows it: counts by office and channel, and rows to correct with what to do. */
import type { Reader } from '../../i18n/reader.ts';
import type { AddressCipher } from '../../participation/addressCipher.ts';
import { listReasons, type PeopleList } from '../../participation/peopleList/peopleList.ts';
import { listChannels, rowProblems } from '../../participation/peopleList/readListRow.ts';
import { rowsToCorrect, summariseList } from '../../participation/peopleList/summariseList.ts';
import { presentReading } from '../../tables/reading/reading.ts';
import { treeRows } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import { problemText } from './problemText.ts';

const rowsShown = 25;

export async function presentList(
  list: PeopleList,
  wave: Wave,
  cipher: AddressCipher | null,
  reader: Reader,
) {
  const { t } = reader;
  const summary = await summariseList(list._id);
  const tree = treeRows(wave.offices, reader);
  const names = new Map(tree.map(({ code, name }) => [code, name]));
  const rows = cipher ? await rowsToCorrect(list._id, rowsShown, cipher) : [];
  const broken = [...summary.problems.values()].reduce((sum, n) => sum + n, 0);
  return {
    brokenBecause: brokenBecause(list, reader),
    reading: list.reading && presentReading(list.reading, reader),
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
    rows: rows.map((one) => ({
      row: one.row,
      written: one.written.filter(Boolean).join(' · '),
      problem: problemText(one, t),
    })),
    more: Math.max(0, broken - rows.length),
    slipOffices: list.slips.map(({ office, count }) => ({ name: names.get(office) ?? office, count })),
    slipCount: list.slips.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Why a list could not be read, and what to do. */
function brokenBecause({ reason, line }: PeopleList, { t, f }: Reader): string {
  if (!reason) return '';
  if ((listReasons as readonly string[]).includes(reason)) return t(`peopleList:broken.${reason}`);
  const sentence = t(`tables:unreadable.${reason}`);
  return line ? t('peopleList:broken.atLine', { line: f.number(line), sentence }) : sentence;
}

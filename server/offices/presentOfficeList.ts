/** The page of the list, and what its script writes into it after something was saved. */
import type { Reader } from '../i18n/reader.ts';
import { type HeadcountTotal, headcountTotals, wholeTotal } from './headcountTotals.ts';
import { loadLevels } from './levels/loadLevels.ts';
import { type ListFilter, listOffices, summaryOf, totalText } from './listOffices.ts';
import { loadOffices } from './loadOffices.ts';
import { isValidOn } from './office.ts';
import type { OfficeWaves } from './officeWaves.ts';
import { officesPath } from './paths.ts';
import { headcountField, shownHeadcounts } from './typedHeadcounts.ts';

/** What a new wave asks of an office to be reported by itself (the default of `Wave.minimumDetail`). */
const minimumDetail = 10;

interface Seen {
  day: string;
  waves: OfficeWaves;
}

export async function presentList(filter: ListFilter, { day, waves }: Seen, reader: Reader) {
  const [tree, running, levels] = await Promise.all([
    loadOffices(reader.lang),
    waves('running'),
    loadLevels(),
  ]);
  const { rows, count, whole } = listOffices(tree, { ...filter, day, waves: running, levels }, reader);
  return {
    title: reader.t('offices:index.title'),
    filter,
    rows,
    count,
    foot: footOf(whole, reader),
    missing: whole.missing,
    saving: `${officesPath}/headcounts${addressOf(filter)}`,
    shown: shownHeadcounts(rows.filter(({ exists }) => exists)),
    summary: summaryOf(tree, { day, minimumDetail, levels }, reader),
    minimumDetail,
  };
}

function footOf({ people, missing, offices }: HeadcountTotal, reader: Reader) {
  const { t, f } = reader;
  return t('offices:list.foot', {
    people: f.number(people),
    known: f.number(offices - missing),
    offices: f.number(offices),
  });
}

/** What the script writes into the page after it has saved something. */
export async function summaryAfter(saved: readonly string[], day: string, reader: Reader) {
  const tree = await loadOffices(reader.lang);
  const totals = headcountTotals(tree, (office) => isValidOn(office, day));
  const whole = wholeTotal(tree, totals);
  const savedNow = saved.map((code) => {
    const headcount = tree.get(code)?.headcount ?? null;
    return [headcountField(code), [headcount, headcount === null ? '' : reader.f.number(headcount)]];
  });
  return {
    saved: Object.fromEntries(savedNow),
    totals: Object.fromEntries(
      [...totals].map(([code, total]) => [code, [totalText(total, reader), total.missing > 0]]),
    ),
    foot: footOf(whole, reader),
    missing: whole.missing ? reader.t('offices:list.missing', { count: whole.missing }) : '',
  };
}

/** The filter as it stands in the address. */
function addressOf({ q, level, missing, all }: ListFilter): string {
  const given = Object.entries({ q, level, missing: missing ? '1' : '', all: all ? '1' : '' });
  const query = new URLSearchParams(given.filter(([, value]) => value)).toString();
  return query && `?${query}`;
}

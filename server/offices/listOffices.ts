/** The rows of the list: offices that a search, a level or a missing headcount finds, each with the offices above it. */
import type { Reader } from '../i18n/reader.ts';
import { key } from '../i18n/text.ts';
import { type HeadcountTotal, headcountTotals, wholeTotal } from './headcountTotals.ts';
import type { Levels } from './levels/level.ts';
import type { StoredOffice } from './loadOffices.ts';
import { isValidOn } from './office.ts';
import { officeName } from './officeName.ts';
import type { OfficeTree } from './officeTree.ts';
import type { OfficeWave } from './officeWaves.ts';
import { officePath } from './paths.ts';
import { validityOf } from './present.ts';

export interface ListFilter {
  /** What to search for, in any spelling. */
  q: string;
  /** A level, or empty for all. */
  level: string;
  /** Only offices without a headcount. */
  missing: boolean;
  /** Also offices that no longer or not yet exist. */
  all: boolean;
}

interface Shown extends ListFilter {
  /** Today (ISO date). */
  day: string;
  /** The running waves, beside whose number a different one of the list stands. */
  waves: readonly OfficeWave[];
  levels: Levels;
}

export function listOffices(tree: OfficeTree<StoredOffice>, shown: Shown, reader: Reader) {
  const { f, lang } = reader;
  const exists = (office: StoredOffice) => isValidOn(office, shown.day);
  const totals = headcountTotals(tree, exists);
  const listed = tree.inOrder().filter(({ office }) => shown.all || exists(office));
  const found = foundCodes(tree, listed, shown);
  const rows = listed
    .filter(({ office }) => found.has(office.code))
    .map(({ office, depth }) => ({
      code: office.code,
      href: officePath(office.code),
      name: officeName(office, lang),
      depth: Math.min(depth, 5),
      level: shown.levels.name(office.level, lang),
      exists: exists(office),
      typed: office.headcount === null ? '' : f.number(office.headcount),
      headcount: office.headcount,
      isParent: tree.children(office.code).length > 0,
      total: totalText(totals.get(office.code), reader),
      isPartial: isPartial(totals.get(office.code)),
      validity: validityOf(office, lang),
      inWaves: otherNumbers(office, shown.waves, reader),
    }));
  return { rows, count: listed.length, whole: wholeTotal(tree, totals) };
}

const isPartial = (total: HeadcountTotal | undefined) => total !== undefined && total.missing > 0;

/** With everything below; nothing where nothing is known. */
export function totalText(total: HeadcountTotal | undefined, { f }: Pick<Reader, 'f'>): string {
  return !total || total.missing === total.offices ? '–' : f.number(total.people);
}

function foundCodes(
  tree: OfficeTree<StoredOffice>,
  listed: readonly { office: StoredOffice }[],
  { q, level, missing, day }: Shown,
): Set<string> {
  const searchKey = key(q);
  const isFound = (office: StoredOffice) =>
    office.searchKey.includes(searchKey) &&
    (level === '' || office.level === level) &&
    (!missing || (office.headcount === null && isValidOn(office, day)));
  const isNarrowed = Boolean(searchKey || level || missing);
  const found = new Set<string>();
  for (const { office } of listed) {
    if (!isFound(office)) continue;
    found.add(office.code);
    for (const { code } of isNarrowed ? tree.ancestors(office.code) : []) found.add(code);
  }
  return found;
}

/** Running waves that count with another number than the list. */
function otherNumbers({ code, headcount }: StoredOffice, waves: readonly OfficeWave[], { f }: Reader) {
  if (headcount === null) return [];
  return waves.flatMap(({ title, headcounts, correction }) => {
    const launched = headcounts.get(code);
    if (launched === undefined || launched === headcount) return [];
    return [
      { title, headcount: launched === null ? '–' : f.number(launched), href: correction(code, headcount) },
    ];
  });
}

/** Offices that exist, by level and by how their staff will be reported. `minimumDetail` is that of a new wave. */
export function summaryOf(
  tree: OfficeTree<StoredOffice>,
  { day, minimumDetail, levels }: { day: string; minimumDetail: number; levels: Levels },
  { lang }: Reader,
) {
  const offices = tree
    .inOrder()
    .map(({ office }) => office)
    .filter((office) => isValidOn(office, day));
  const count = (is: (office: StoredOffice) => boolean) => offices.filter(is).length;
  return {
    levels: levels.all
      .filter(({ id, isRetired }) => !isRetired || offices.some(({ level }) => level === id))
      .map(({ id: level }) => ({
        level,
        name: levels.name(level, lang),
        count: count((office) => office.level === level),
      })),
    alone: count(({ headcount }) => headcount !== null && headcount >= minimumDetail),
    grouped: count(({ headcount }) => headcount !== null && headcount < minimumDetail),
    unknown: count(({ headcount }) => headcount === null),
  };
}

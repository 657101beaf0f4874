/** Assembles one report page: the office's report, those of the units below, comments and the switch between scopes. */
import { likertPatterns } from '../charts/likertBar.ts';
import { markIcon } from '../charts/markIcon.ts';
import type { Language } from '../i18n/languages.ts';
import type { Reader } from '../i18n/reader.ts';
import { isolated } from '../i18n/text.ts';
import { loadLevels } from '../offices/levels/loadLevels.ts';
import { officeTree } from '../offices/officeTree.ts';
import { comparedRow, type OfficeComparison } from '../reports/making/comparison/compareOffices.ts';
import { findReportWithExtras, listUnreleasedReports } from '../reports/published/findPublished.ts';
import { type Scope, widestScope } from '../reports/scope.ts';
import { firstInstrument } from '../reports/tally/indexes.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { promiseOf } from '../waves/promiseWording.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { endOf, type Wave } from '../waves/wave.ts';
import { gatherTrend } from './gatherTrend.ts';
import { hidePrevious, hidePreviousIn, mayReadPrevious } from './hidePrevious.ts';
import { type Child, presentChildren } from './presentChildren.ts';
import { presentComments } from './presentComments.ts';
import { presentHeadline } from './presentHeadline.ts';
import { presentLocal } from './presentLocal.ts';
import { presentRaisedHeadcounts } from './presentRaisedHeadcounts.ts';
import { presentAbsentOffice, presentReport } from './presentReport.ts';
import { presentResponseRates } from './presentResponseRates.ts';
import { presentRollups } from './presentRollups.ts';
import { publishedSource, type ReportSource } from './reportSource.ts';

/** The icons that templates draw by name. */
export const marks = {
  higher: markIcon('higher'),
  lower: markIcon('lower'),
  same: markIcon('same'),
  unclear: markIcon('unclear'),
  notTested: markIcon('notTested'),
  tooFew: markIcon('tooFew'),
  complementary: markIcon('complementary'),
  notYet: markIcon('notYet'),
};

interface ReportRequest {
  office: string;
  scope: Scope | undefined;
  /** The address that offices' codes are appended to. */
  base: string;
  /** Whether the reader may see the same office in an earlier wave. */
  mayRead(earlier: Wave): boolean;
  /** Where the results are not those that were published. */
  source?: ReportSource;
  /** Whether the reader is one of the desk, who alone see the questions that offices have added. */
  seesLocal?: boolean;
}

/** Null where the wave has no such office or group. */
export async function reportPage(wave: Wave, asked: ReportRequest, reader: Reader) {
  const { office, base } = asked;
  const tree = officeTree(wave.offices);
  const below = tree.subtree(office).length - 1;
  const scope: Scope = asked.scope ?? widestScope(tree, office);
  const showsPrevious = await mayReadPrevious(wave, asked.mayRead);
  const source = asked.source ?? publishedSource(wave);
  const published = readableOf(await source.findReport(office, scope), showsPrevious);
  const report = published?.report ?? null;
  const isKnown = [...wave.offices, ...wave.units].some(({ code }) => code === office);
  if (!report && !isKnown) return null;
  const waves = report ? await gatherTrend(wave, report, asked.mayRead) : [];
  const showsComments = wave.state === 'released' && report !== null && !report.rolledUpTo;
  return {
    title: reader.t('reports:title', { office: nameInWave(wave, office, reader) }),
    page: published
      ? presentReport(published, wave, waves, reader)
      : presentAbsentOffice(wave, office, reader),
    ...(below > 0 && scope === 'subtree'
      ? await unitsBelow(wave, { office, showsPrevious, source }, reader)
      : noUnits),
    headlines:
      report && office === rootOffice(wave) && scope === 'subtree'
        ? await headlinesOf(wave, source, reader)
        : {},
    local: asked.seesLocal ? presentLocal(published?.local ?? [], wave, reader) : [],
    comments: showsComments ? await presentComments(wave, office, scope, reader) : null,
    scopes: below > 0 ? scopesOf(wave, { office, scope, base, countBelow: below }, reader) : [],
    scope,
    hasTable: report !== null && !report.rolledUpTo && wave.state === 'released',
    waveLine: waveLine(wave, reader),
    raisedHeadcounts: presentRaisedHeadcounts(wave, office, scope, reader),
    running: `${nameInWave(wave, office, reader)} · ${waveLine(wave, reader)}`,
    patterns: likertPatterns,
    marks,
    base,
  };
}

/** A report as a reader may see it: without what an earlier wave says where that may not be read. */
export async function findReadable(wave: Wave, office: string, scope: Scope, showsPrevious: boolean) {
  return readableOf(await findReportWithExtras(wave, office, scope), showsPrevious);
}

function readableOf<R extends Awaited<ReturnType<ReportSource['findReport']>>>(
  found: R,
  showsPrevious: boolean,
) {
  if (!found || showsPrevious) return found;
  return { ...found, report: hidePrevious(found.report) };
}

/** By id of the instrument: how the province is named by the rule declared before the launch. */
async function headlinesOf(
  wave: Wave,
  source: ReportSource,
  reader: Reader,
): Promise<Record<string, string>> {
  if (!wave.headline) return {};
  const told = wave.instruments.map(async ({ id }) => {
    const table = await source.findComparison(id);
    return [id, presentHeadline(table?.means ?? [], wave, reader)] as const;
  });
  return Object.fromEntries(await Promise.all(told));
}

const noUnits = { children: null, rollups: null, response: null };

/** Each child, the office's own staff, and merged groups: rows of the comparison, which is one document. */
async function unitsBelow(
  wave: Wave,
  { office, showsPrevious, source }: { office: string; showsPrevious: boolean; source: ReportSource },
  reader: Reader,
) {
  const [instrument] = wave.instruments;
  if (!instrument) return noUnits;
  const tree = officeTree(wave.offices);
  const { rows, subtrees } = await rowsOf(wave, source, instrument.id);
  const find = (code: string, scope: Scope): Child[] => {
    const found = (scope === 'own' ? rows : subtrees).find((row) => row.office === code);
    if (!found) return [];
    return [{ ...found, index: showsPrevious ? found.index : hidePreviousIn(found.index), scope }];
  };
  const children = [
    ...find(office, 'own'),
    ...tree.children(office).flatMap(({ code }) => find(code, widestScope(tree, code))),
    ...groupsDirectlyBelow(wave, office).flatMap((code) => find(code, 'own')),
  ];
  const parents = [office, ...tree.children(office).map(({ code }) => code)].filter(
    (code) => widestScope(tree, code) === 'subtree',
  );
  return {
    children: presentChildren(
      children,
      wave,
      { code: office, withParent: office !== rootOffice(wave) },
      reader,
    ),
    response: presentResponseRates(rows, wave, { root: office, levels: await loadLevels() }, reader),
    rollups: presentRollups(
      rows,
      subtrees.filter((row) => parents.includes(row.office)),
      wave,
      reader,
    ),
  };
}

/** Before the release every row says the same, so the store is not read. */
async function rowsOf(
  wave: Wave,
  source: ReportSource,
  instrument: string,
): Promise<Pick<OfficeComparison, 'rows' | 'subtrees'>> {
  const table = await source.findComparison(instrument);
  if (table || wave.state === 'released') return table ?? { rows: [], subtrees: [] };
  const rowsIn = (scope: Scope) =>
    listUnreleasedReports(wave, scope).map((report) =>
      comparedRow(report, firstInstrument, { level: null, rank: null }),
    );
  return { rows: rowsIn('own'), subtrees: rowsIn('subtree') };
}

/** The reporting groups that hold offices directly below. */
function groupsDirectlyBelow(wave: Wave, office: string) {
  const children = new Set(wave.offices.filter(({ parent }) => parent === office).map(({ code }) => code));
  return wave.units
    .filter(({ kind, offices }) => kind === 'group' && offices.some((code) => children.has(code)))
    .map(({ code }) => code);
}

interface ScopeSwitch {
  office: string;
  scope: Scope;
  base: string;
  /** How many offices there are below. */
  countBelow: number;
}

function scopesOf(wave: Wave, { office, scope, base, countBelow }: ScopeSwitch, reader: Reader) {
  const { t } = reader;
  const found = wave.offices.find(({ code }) => code === office);
  const isRoot = office === rootOffice(wave);
  const name = nameInWave(wave, office, reader);
  return [
    {
      href: `${base}/${office}?scope=subtree`,
      label: isRoot
        ? t('reports:scope.subtreeAll', { count: countBelow + 1 })
        : t('reports:scope.subtree', { office: name, count: countBelow }),
      current: scope === 'subtree',
    },
    {
      href: `${base}/${office}?scope=own`,
      label:
        isRoot && found?.level === 'province'
          ? t('reports:scope.ownProvince')
          : t('reports:scope.own', { office: name }),
      current: scope === 'own',
    },
  ];
}

/** Titles are in their author's language; isolating them keeps the direction of the dates. */
/** The days of a wave, for a place that already shows its title; '' when they are not known. */
export function waveDates(wave: Wave, { t, f }: Reader): string {
  const [from, to] = [wave.opensAt, endOf(wave)];
  if (!from || !to) return '';
  return t('reports:waveDates', { from: f.dateNumeric(from), to: f.dateNumeric(to) });
}

export function waveLine(wave: Wave, { t, f }: Reader): string {
  const title = isolated(wave.title);
  const [from, to] = [wave.opensAt, endOf(wave)];
  if (!from || !to) return title;
  return t('reports:waveLine', { wave: title, from: f.dateNumeric(from), to: f.dateNumeric(to) });
}

/** What respondents were promised; null for data that was collected elsewhere. */
export function promiseShown(wave: Wave, lang: Language) {
  return wave.imported ? null : promiseOf(wave, lang);
}

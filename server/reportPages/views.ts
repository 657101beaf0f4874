/** What the report pages are given. */
import type { Given, OneOf } from '../http/viewLocals.ts';
import type { localise } from '../instruments/localised.ts';
import type { Audience } from '../waves/audience.ts';
import type { emphasised, promiseOf } from '../waves/promiseWording.ts';
import type { Wave } from '../waves/wave.ts';
import type { comparisonPage } from './comparisonPage.ts';
import type { presentPilot } from './pilot/presentPilot.ts';
import type { presentAlike } from './presentAlike.ts';
import type { presentBreakdowns } from './presentBreakdowns.ts';
import type { presentChange, presentChangeAlike } from './presentChange.ts';
import type { presentChildren } from './presentChildren.ts';
import type { presentComments } from './presentComments.ts';
import type { presentDimensions } from './presentDimensions.ts';
import type { presentDrivers } from './presentDrivers.ts';
import type { presentIndex } from './presentIndex.ts';
import type { presentItems } from './presentItems.ts';
import type { presentLimits } from './presentLimits.ts';
import type { presentLocal } from './presentLocal.ts';
import type { MapLevel } from './presentMap.ts';
import type { presentMeasurementQuality } from './presentMeasurementQuality.ts';
import type { presentMovement } from './presentMovement.ts';
import type { presentPriorities } from './presentPriorities.ts';
import type { ProvinceMap } from './presentProvinceMap.ts';
import type { presentResponseRates } from './presentResponseRates.ts';
import type { presentRollups } from './presentRollups.ts';
import type { presentTestsBetweenOffices } from './presentTestsBetweenOffices.ts';
import type { presentThemes } from './presentThemes.ts';
import type { presentTrend } from './presentTrend.ts';
import type { presentYears } from './presentYears.ts';
import type { presentSample } from './releasePreview.ts';
import type { reportList } from './reportList.ts';
import type { Standing } from './reportOverview.ts';
import type { marks, reportPage } from './reportPage.ts';

type Present<F extends (...args: never[]) => unknown> = NonNullable<Given<F>>;
type Report = Present<typeof reportPage>;
type Page = OneOf<Report['page']>;
type Section = OneOf<Report['page']['sections'][number]>;
type Comparison = Given<typeof comparisonPage>;
type Breakdown = Present<typeof presentBreakdowns>['questions'][number];
type ItemRow = OneOf<Given<typeof presentItems>['all'][number]>;
type Items = Omit<Given<typeof presentItems>, 'all' | 'chosen'> & Record<'all' | 'chosen', ItemRow[]>;
type ChildRow = OneOf<Present<typeof presentChildren>['rows'][number]>;
type Children = Omit<Present<typeof presentChildren>, 'rows'> & { rows: ChildRow[] };
type Marks = typeof marks;

/** The address of what can be done about a dimension; absent where there is no desk. */
type Begin = (dimension: string) => string;

/** Tags around what may begin folded. */
interface Fold {
  begin: string;
  titled: string;
  end: string;
}

type Shown = Pick<
  Report,
  | 'rollups'
  | 'comments'
  | 'local'
  | 'response'
  | 'scopes'
  | 'waveLine'
  | 'headlines'
  | 'raisedHeadcounts'
  | 'base'
  | 'marks'
  | 'patterns'
> & {
  page: Page;
  children: Children | null;
  /** Null where nobody was promised anything here: the data was collected elsewhere. */
  promise: Given<typeof promiseOf> | null;
  emphasised: typeof emphasised;
  lead?: string;
  /** For employees, who find all but the first answers in one fold. */
  isBrief?: boolean;
  table?: string | null;
  /** The address of its documents. */
  kit?: string | null;
  begin?: Begin;
  /** What was done about the results; of the results page. */
  actions?: string;
};

/** What the tables of the comparison share. */
type Heat = Pick<Comparison, 'page' | 'order' | 'sortBy' | 'base'>;

interface Drawing {
  office: string;
  province?: string | false;
  parent?: string | false;
  previous?: string | false;
}

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'reportPages/_alike': { alike: Present<typeof presentAlike>; fold: Fold };
    'reportPages/_begin': { href: string; title: string; isMain: boolean };
    'reportPages/_between': { between: Present<typeof presentTestsBetweenOffices>; fold: Fold };
    'reportPages/_breakdownGroups': { question: Breakdown };
    'reportPages/_breakdownNumbers': { question: Breakdown };
    'reportPages/_breakdowns': { breakdowns: Present<typeof presentBreakdowns> };
    'reportPages/_change': {
      change: Given<typeof presentChange>;
      alike: Given<typeof presentChangeAlike>;
      trend: Given<typeof presentTrend> | null;
      id: string;
    };
    'reportPages/_comments': { comments: Present<typeof presentComments> };
    'reportPages/_contents': {
      sections: readonly Section[];
      hasUnits: boolean;
      response: Report['response'];
    };
    'reportPages/_dimensions': {
      dimensions: Given<typeof presentDimensions>;
      parentName: string;
      marks: Marks;
    };
    'reportPages/_drivers': { drivers: Present<typeof presentDrivers> };
    'reportPages/_heatFolds': Heat;
    'reportPages/_heatHead': Omit<Heat, 'base'>;
    'reportPages/_heatRow': { row: Comparison['page']['rows'][number]; base: string };
    'reportPages/_heatTable': Heat & { title: string };
    'reportPages/_heatUnscored': {
      rows: Comparison['page']['unscored'];
      base: string;
      columns: number;
    };
    'reportPages/_index': { index: Given<typeof presentIndex>; officeTitle: string; headline: string };
    'reportPages/_instrument': {
      section: Section;
      page: Page;
      order: number;
      many: boolean;
      contents: string;
      brief: boolean;
      /** How the province is named by the rule declared before the launch; '' elsewhere. */
      headline: string;
      marks: Marks;
      begin?: Begin;
    };
    'reportPages/_itemNumbers': { items: Items };
    'reportPages/_itemParts': { items: Items; id: string };
    'reportPages/_itemQuality': { items: Given<typeof presentMeasurementQuality>['items'] };
    'reportPages/_items': { rows: readonly ItemRow[]; legend: Items['legend'] };
    'reportPages/_legend': { entries: Drawing; words?: (keyof Marks)[]; marks?: Marks };
    'reportPages/_limits': { limits: Present<typeof presentLimits> };
    'reportPages/_local': { local: Given<typeof presentLocal> };
    'reportPages/_map': { map: ProvinceMap };
    'reportPages/pilot': {
      wave: Wave;
      base: string;
      title: string;
      pilot: Present<typeof presentPilot>;
      /** The reader may open the page of the wave. */
      fromWave: boolean;
    };
    'reportPages/releasePreview': {
      wave: Wave;
      /** Address of the wave's page. */
      base: string;
      title: string;
      audience: Audience;
      others: { href: string; label: string; current: boolean }[];
      choices: { value: string; label: string }[];
      /** Codes of the offices of the sample. */
      chosen: string[];
      sample: Given<typeof presentSample>;
    };
    'reportPages/_mapLevel': { level: MapLevel; note: 'note' | 'noteDeep' | 'noteDeeper' };
    'reportPages/_movement': {
      movement: Present<typeof presentMovement>;
      fold: Fold;
      base: string;
      office: string;
    };
    'reportPages/_priorities': {
      priorities: Present<typeof presentPriorities>;
      id: string;
      begin?: Begin;
    };
    'reportPages/_promised': Pick<Shown, 'emphasised'> & { promise: Given<typeof promiseOf> };
    'reportPages/_quality': { quality: Given<typeof presentMeasurementQuality> };
    'reportPages/_response': { response: Present<typeof presentResponseRates>; fold: Fold };
    'reportPages/_rollups': { rollups: Present<typeof presentRollups> };
    'reportPages/_scoreCells': {
      row: { mean?: string; rounded?: boolean; chart?: string; band?: string; borderline?: string };
    };
    'reportPages/_sentence': { sentence: string };
    'reportPages/_standing': Omit<Standing, 'offices'> & {
      offices: (Omit<Standing['offices'][number], 'sections'> & { sections: Section[] })[];
    };
    'reportPages/_themes': { themes: Given<typeof presentThemes> };
    'reportPages/_trend': { trend: Present<typeof presentTrend>; id: string };
    'reportPages/_units': {
      children: Children;
      rollups: Report['rollups'];
      instrument: string;
      base: string;
      officeTitle: string;
    };
    'reportPages/_years': {
      years: Present<typeof presentYears>;
      fold: Fold;
      base: string;
      office: string;
    };
    'reportPages/comparison': Omit<Comparison, 'running'> & {
      localise: typeof localise;
      /** The address of its spreadsheet. */
      table: string | null;
      folds: boolean;
    };
    'reportPages/index': { waves: Given<typeof reportList> };
    'reportPages/notReleased': { title: string };
    'reportPages/show': Shown;
    'reportPages/words': { title: string; typed: string; problem: '' | 'wrong' | 'busy' };
  }
}

/** Turns a report object and its wave into everything the template needs. It formats numbers and computes none. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { lowRate } from '../reports/lowRate.ts';
import type { ReportExtras } from '../reports/making/reportExtras.ts';
import type { PublishedReport } from '../reports/published/publishedModels.ts';
import {
  type InstrumentReport,
  isShown,
  type Report,
  type Score,
} from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import type { Judged } from './findPriorities.ts';
import type { WavePoint } from './gatherTrend.ts';
import { presentBreakdowns } from './presentBreakdowns.ts';
import { presentChange, presentChangeAlike } from './presentChange.ts';
import { type Columns, presentDimensions } from './presentDimensions.ts';
import { presentDrivers } from './presentDrivers.ts';
import { presentIndex } from './presentIndex.ts';
import { presentItems } from './presentItems.ts';
import { presentLimits } from './presentLimits.ts';
import { presentMeasurementQuality } from './presentMeasurementQuality.ts';
import { presentPriorities } from './presentPriorities.ts';
import { isRounded, suppressedCell } from './presentScore.ts';
import { presentTrend } from './presentTrend.ts';
import { summarySentences } from './summarySentences.ts';

/** `waves` are the reports of the office over the chain of waves, oldest first, for the trend. */
export function presentReport(
  { report, more: extras }: Pick<PublishedReport, 'report' | 'more'>,
  wave: Wave,
  waves: readonly WavePoint[],
  reader: Reader,
) {
  const office = wave.offices.find(({ code }) => code === report.office);
  const root = rootOffice(wave);
  const isRoot = office?.code === root;
  const parentIsRoot = office?.parent === root;
  const name = nameInWave(wave, report.office, reader);
  return {
    officeTitle: name,
    members: membersOf(wave, report.office, reader),
    parentName: office?.parent ? nameInWave(wave, office.parent, reader) : '',
    response: responseLine(report, reader),
    lowRate:
      typeof report.responseRate === 'number' && report.responseRate < lowRate
        ? reader.t('reports:summary.lowRate')
        : '',
    minimumNote: reader.t('reports:minimumNote', {
      minimum: report.minimum,
      minimumDetail: report.minimumDetail,
    }),
    rolledUp: report.rolledUpTo
      ? { code: report.rolledUpTo, name: nameInWave(wave, report.rolledUpTo, reader) }
      : undefined,
    sections: report.instruments.map((part) =>
      section(report, part, { wave, waves, isRoot, parentIsRoot, name, extras }, reader),
    ),
  };
}

/** The page of an office that belongs to the wave but has neither staff nor respondents. */
export function presentAbsentOffice(wave: Wave, code: string, reader: Reader) {
  const parent = wave.offices.find((office) => office.code === code)?.parent;
  return {
    officeTitle: nameInWave(wave, code, reader),
    parentName: parent ? nameInWave(wave, parent, reader) : '',
    members: '',
    response: '',
    lowRate: '',
    absent: reader.t('reports:suppressed.absentAbout'),
    minimumNote: '',
    sections: [],
  };
}

/** The offices that a reporting group joins, in words; '' for an office. */
function membersOf(wave: Wave, code: string, reader: Reader): string {
  const unit = wave.units.find((one) => one.code === code && one.kind === 'group');
  if (!unit || wave.offices.some((office) => office.code === code)) return '';
  const names = reader.f.list(unit.offices.map((office) => nameInWave(wave, office, reader)));
  return reader.t('reports:group.members', { offices: names });
}

function responseLine(report: Report, { t, f }: Reader): string {
  if (typeof report.responses !== 'number') return '';
  if (report.headcount === null || typeof report.responseRate !== 'number') {
    return t('reports:summary.marginNoHeadcount', { responses: report.responses });
  }
  return t('reports:summary.margin', {
    responses: report.responses,
    headcount: report.headcount,
    rate: f.percent(report.responseRate),
  });
}

interface SectionContext {
  wave: Wave;
  waves: readonly WavePoint[];
  isRoot: boolean;
  parentIsRoot: boolean;
  name: string;
  extras: ReportExtras | null;
}

function section(report: Report, part: InstrumentReport, context: SectionContext, reader: Reader) {
  const { wave, extras } = context;
  const instrumentExtras = extras?.instruments.find(({ id }) => id === part.id);
  const instrument = wave.instruments.find(({ id }) => id === part.id) as Instrument;
  const { index } = part;
  const base = { id: part.id, title: localise(instrument.title, reader.lang).text };
  if (!isShown(index)) {
    const about = reader.t(`reports:suppressed.${index.suppressed}About`, { minimum: report.minimum });
    return { ...base, hidden: { ...suppressedCell(index, reader), about } };
  }
  const nameOf = (code: string) => nameInWave(wave, code, reader);
  const judged: Judged = {
    ...part,
    advice: instrumentExtras?.advice ?? null,
    borrowedFrom: part.drivers && part.drivers.from !== report.office ? nameOf(part.drivers.from) : null,
  };
  return {
    ...base,
    sentences: summarySentences(judged, instrument, context.name, reader),
    index: presentIndex(index, { instrument, headcount: report.headcount }, reader),
    dimensions: presentDimensions(part, instrument, columnsOf(part, context), reader),
    priorities: presentPriorities(judged, instrument, reader),
    change: presentChange(part, { instrument, alike: instrumentExtras?.alike }, reader),
    questionsAlike: presentChangeAlike(part, instrumentExtras?.alike, reader),
    trend: presentTrend(context.waves, instrument, reader),
    items: presentItems(part, instrument, reader),
    drivers: presentDrivers(
      { ...judged, dominance: instrumentExtras?.dominance ?? null },
      instrument,
      reader,
    ),
    limits: presentLimits(part, instrument, reader),
    breakdowns:
      instrumentExtras && !isRounded(index)
        ? presentBreakdowns(instrumentExtras.breakdowns, instrument, reader)
        : null,
    quality: isRounded(index)
      ? null
      : presentMeasurementQuality({ report, part, extras, instrument }, reader),
  };
}

/** A comparison that is hidden or impossible in every row gets a note instead of a column that repeats one word. */
function columnsOf({ index, dimensions }: InstrumentReport, context: SectionContext): Columns {
  const scores = [index, ...dimensions].filter((one): one is Score => isShown(one));
  const told = (side: keyof Columns) =>
    scores.some(({ versus }) => {
      const difference = versus[side];
      return !('unavailable' in difference && ['noPrevious', 'disclosure'].includes(difference.unavailable));
    });
  return {
    province: !context.isRoot && told('province'),
    parent: !context.isRoot && !context.parentIsRoot && told('parent'),
    previous: told('previous'),
  };
}

/** The page of one report: report object and wave in, everything the template needs out. No numbers are made here. */

import type { Reader } from '../../i18n/reader.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { nameInWave } from '../../waves/nameInWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { axisLabels } from '../charts/axisLabels.ts';
import { bandRuler } from '../charts/bandRuler.ts';
import { horizontalScale } from '../charts/horizontalScale.ts';
import { type InstrumentReport, isShown, type Report, type Score } from '../report.ts';
import type { PublishedReport } from '../reportModel.ts';
import type { ReportMore } from '../reportMore.ts';
import type { WavePoint } from './gatherTrend.ts';
import { presentBreakdowns } from './presentBreakdowns.ts';
import { type Columns, presentDimensions } from './presentDimensions.ts';
import { presentDrivers } from './presentDrivers.ts';
import { presentItems } from './presentItems.ts';
import { presentPriorities } from './presentPriorities.ts';
import { presentQuality } from './presentQuality.ts';
import { intervalOf, isRounded, otherSide, scoreCell, suppressedCell } from './presentScore.ts';
import { presentTrend } from './presentTrend.ts';
import { summarySentences } from './summarySentences.ts';

/** `waves` are the reports of the office over the chain of waves, oldest first, for the trend. */
export function presentReport(
  { report, more }: Pick<PublishedReport, 'report' | 'more'>,
  wave: Wave,
  waves: readonly WavePoint[],
  reader: Reader,
) {
  const office = wave.offices.find(({ code }) => code === report.office);
  const isRoot = office
    ? office.parent === null || !wave.offices.some(({ code }) => code === office.parent)
    : false;
  const parentIsRoot = !isRoot && wave.offices.find(({ code }) => code === office?.parent)?.parent === null;
  const name = nameInWave(wave, report.office, reader);
  return {
    officeTitle: name,
    members: membersOf(wave, report.office, reader),
    parentName: office?.parent ? nameInWave(wave, office.parent, reader) : '',
    response: responseLine(report, reader),
    lowRate: typeof report.responseRate === 'number' && report.responseRate < 0.4,
    minimumNote: reader.t('reports:minimumNote', {
      minimum: report.minimum,
      minimumDetail: report.minimumDetail,
    }),
    rolledUp: report.rolledUpTo
      ? { code: report.rolledUpTo, name: nameInWave(wave, report.rolledUpTo, reader) }
      : undefined,
    sections: report.instruments.map((part) =>
      section(report, part, { wave, waves, isRoot, parentIsRoot, name, more }, reader),
    ),
  };
}

/** The page of an office that has a place in the wave and nobody in it. */
export function absentReport(wave: Wave, code: string, reader: Reader) {
  const parent = wave.offices.find((office) => office.code === code)?.parent;
  return {
    officeTitle: nameInWave(wave, code, reader),
    parentName: parent ? nameInWave(wave, parent, reader) : '',
    members: '',
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

interface Place {
  wave: Wave;
  waves: readonly WavePoint[];
  isRoot: boolean;
  parentIsRoot: boolean;
  name: string;
  more: ReportMore | null;
}

function section(report: Report, part: InstrumentReport, place: Place, reader: Reader) {
  const { wave, more } = place;
  const beside = more?.instruments.find(({ id }) => id === part.id);
  const instrument = wave.instruments.find(({ id }) => id === part.id) as Instrument;
  const { index } = part;
  const base = { id: part.id, title: localise(instrument.title, reader.lang).text };
  if (!isShown(index)) {
    const about = reader.t(`reports:suppressed.${index.suppressed}About`, { minimum: report.minimum });
    return { ...base, hidden: { ...suppressedCell(index, reader), about } };
  }
  return {
    ...base,
    sentences: summarySentences(part, instrument, place.name, reader),
    index: presentIndex(index, instrument, reader),
    dimensions: presentDimensions(part, instrument, columnsOf(part, place), reader),
    priorities: presentPriorities(part, instrument, reader),
    trend: presentTrend(place.waves, instrument, reader),
    items: presentItems(part, instrument, reader),
    drivers: presentDrivers(
      { ...part, dominance: beside?.dominance ?? null },
      instrument,
      { code: report.office, nameOf: (code) => nameInWave(wave, code, reader) },
      reader,
    ),
    breakdowns: beside && !isRounded(index) ? presentBreakdowns(beside.breakdowns, instrument, reader) : null,
    quality: isRounded(index) ? null : presentQuality(report, part, more, instrument, reader),
  };
}

/** A comparison that is hidden or impossible in every row is told by the notes, not by a column of one word. */
function columnsOf({ index, dimensions }: InstrumentReport, place: Place): Columns {
  const scores = [index, ...dimensions].filter((one): one is Score => isShown(one));
  const told = (side: keyof Columns) =>
    scores.some(({ versus }) => {
      const difference = versus[side];
      return !('unavailable' in difference && ['noPrevious', 'disclosure'].includes(difference.unavailable));
    });
  return {
    province: !place.isRoot && told('province'),
    parent: !place.isRoot && !place.parentIsRoot && told('parent'),
    previous: told('previous'),
  };
}

function presentIndex(index: Score, instrument: Instrument, reader: Reader) {
  const { f, t, lang } = reader;
  const scale = horizontalScale(0, 100, reader.dir);
  const edges = instrument.bands.map(({ from }) => from);
  const values = {
    mean: index.mean ?? 0,
    interval: intervalOf(index),
    province: otherSide(index, index.versus.province),
    previous: otherSide(index, index.versus.previous),
  };
  const number = (value: number | null) =>
    value === null ? '' : f.number(value, { digits: isRounded(index) ? 0 : 1 });
  return {
    ...scoreCell(index, instrument, reader),
    ruler:
      index.mean === null
        ? ''
        : bandRuler(values, scale, { edges, own: index.band, ideal: instrument.ideal }),
    bandLabels: axisLabels(
      scale,
      instrument.bands.map((band, position) => ({
        value: (band.from + (edges[position + 1] ?? 100)) / 2,
        text: localise(band.title, lang).text,
        className: position === index.band ? 'axis-label own' : 'axis-label',
      })),
    ),
    bandNames: instrument.bands.map((band, position) => ({
      name: localise(band.title, lang).text,
      from: f.number(band.from, { digits: 0 }),
      own: position === index.band,
    })),
    edgeLabels: axisLabels(
      scale,
      [...edges, 100].map((value) => ({ value, text: f.number(value, { digits: 0 }) })),
    ),
    idealLabel:
      instrument.ideal === null
        ? ''
        : axisLabels(scale, [
            {
              value: instrument.ideal,
              text: t('reports:ideal', { ideal: f.number(instrument.ideal) }),
              className: 'axis-label own',
            },
          ]),
    province: number(values.province),
    previous: number(values.previous),
    numbers: [
      [t('reports:index'), number(index.mean)],
      [t('reports:dimensions.n'), f.number(index.n)],
      [t('reports:dimensions.low'), number(values.interval?.[0] ?? null)],
      [t('reports:dimensions.high'), number(values.interval?.[1] ?? null)],
      [t('reports:legend.province'), number(values.province)],
      [t('reports:legend.previous'), number(values.previous)],
      [t('reports:idealWord'), number(instrument.ideal)],
      [
        t('reports:dimensions.favourable'),
        typeof index.favourable === 'number' ? f.percent(index.favourable) : '',
      ],
    ].filter(([, value]) => value !== ''),
  };
}

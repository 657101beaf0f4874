/** The text in the fields of the draft form: from a wave, from a posted form, or for a new wave. */
import { toAsciiDigits } from '../../i18n/digits.ts';
import { type Formatter, formatter } from '../../i18n/format.ts';
import { standingInstrument, standingLast } from '../../instruments/standing.ts';
import type { Office } from '../../offices/office.ts';
import type { Wave } from '../../waves/wave.ts';
import { storedTranslations, type TranslatedField, translatedFields } from './translatedFields.ts';

/** Every field as typed; checkboxes as lists of values. */
export interface DraftValues extends Record<TranslatedField, string> {
  title: string;
  instruments: string[];
  offices: string[];
  /** By office code. */
  headcounts: Record<string, string>;
  opensAt: string;
  closesAt: string;
  minimum: string;
  minimumDetail: string;
  graceHours: string;
  targetRate: string;
  headsAnswerAt: string;
  audiences: string[];
  previous: string;
  formsChecked: string;
  sponsor: string;
  purpose: string;
  contact: string;
  afterLastTime: string;
  pilot: string;
  /** The wave that a new one is like. */
  like: string;
  /** What the buttons that choose many offices go by. */
  branch: string;
  level: string;
  likeWave: string;
  officeSearch: string;
}

type Body = Record<string, unknown>;

export function valuesOfBody(body: Body = {}): DraftValues {
  const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : '');
  const list = (name: string) => [body[name] ?? []].flat().filter((one) => typeof one === 'string');
  const headcounts = Object.entries(body)
    .filter(([name]) => name.startsWith('headcounts.'))
    .map(([name, value]) => [name.slice('headcounts.'.length), String(value)]);
  return {
    title: text('title'),
    instruments: list('instruments'),
    offices: list('offices'),
    headcounts: Object.fromEntries(headcounts),
    opensAt: text('opensAt'),
    closesAt: text('closesAt'),
    minimum: text('minimum'),
    minimumDetail: text('minimumDetail'),
    graceHours: text('graceHours'),
    targetRate: text('targetRate'),
    headsAnswerAt: text('headsAnswerAt'),
    audiences: list('audiences'),
    previous: text('previous'),
    formsChecked: text('formsChecked'),
    sponsor: text('sponsor'),
    purpose: text('purpose'),
    contact: text('contact'),
    afterLastTime: text('afterLastTime'),
    ...(Object.fromEntries(translatedFields.map((field) => [field, text(field)])) as Record<
      TranslatedField,
      string
    >),
    pilot: text('pilot'),
    like: text('like'),
    branch: text('branch'),
    level: text('level'),
    likeWave: text('likeWave'),
    officeSearch: text('officeSearch'),
  };
}

export function valuesOfWave(wave: Wave, offices: readonly Office[], f: Formatter): DraftValues {
  const headcounts = new Map(offices.map((office) => [office._id, office.headcount]));
  for (const { code, headcount } of wave.offices) headcounts.set(code, headcount);
  const day = (at: Date | null) => (at ? jalaliText(at, f) : '');
  return {
    ...valuesOfBody({}),
    title: wave.title,
    instruments: wave.instrumentIds,
    offices: wave.offices.map(({ code }) => code),
    headcounts: headcountTexts(headcounts, f),
    opensAt: day(wave.opensAt),
    closesAt: day(wave.closesAt),
    minimum: f.number(wave.minimum),
    minimumDetail: f.number(wave.minimumDetail),
    graceHours: f.number(wave.graceHours),
    targetRate: f.number(wave.targetRate * 100),
    headsAnswerAt: wave.headsAnswerAt,
    audiences: wave.audiences,
    previous: wave.previous ?? '',
    formsChecked: wave.formsChecked ?? '',
    ...wave.firstPage,
    ...storedTranslations(wave),
    pilot: wave.pilot ? 'yes' : '',
  };
}

/** A new wave like an earlier one: its questionnaires, offices and settings, with today's headcounts; not its title and dates. */
export function valuesOfCopy(wave: Wave, offices: readonly Office[], f: Formatter): DraftValues {
  const existing = new Set(offices.map(({ _id }) => _id));
  const { headcounts } = valuesOfNew(offices, f);
  const wasAsked = wave.state !== 'draft' && wave.state !== 'withdrawn';
  return {
    ...valuesOfWave(wave, offices, f),
    title: '',
    ...{ titleEn: '', titleAzb: '', afterLastTimeEn: '', afterLastTimeAzb: '' },
    like: wave._id,
    instruments: standingLast([
      ...(wave.instrumentIds.length ? wave.instrumentIds : wave.instruments.map(({ id }) => id)),
      standingInstrument,
    ]),
    offices: askedOffices(wave).filter((code) => existing.has(code)),
    headcounts,
    opensAt: '',
    closesAt: '',
    previous: wasAsked ? wave._id : (wave.previous ?? ''),
    formsChecked: '',
    afterLastTime: '',
  };
}

/** Without those in which nobody was asked, such as the ones that joined a pilot's branches. */
export const askedOffices = ({ offices }: Pick<Wave, 'offices'>) =>
  offices.filter(({ headcount }) => headcount !== 0).map(({ code }) => code);

/** Jalali in both languages, because people type dates that way; in the reader's digits. */
function jalaliText(at: Date, f: Formatter): string {
  const persian = formatter('fa').dateNumeric(at);
  return f === formatter('en') ? toAsciiDigits(persian) : persian;
}

/** A new wave begins with the standing questions, every office of today, its known headcount and the usual settings. */
export function valuesOfNew(offices: readonly Office[], f: Formatter): DraftValues {
  return {
    ...valuesOfBody({}),
    instruments: [standingInstrument],
    offices: offices.map(({ _id }) => _id),
    headcounts: headcountTexts(new Map(offices.map(({ _id, headcount }) => [_id, headcount])), f),
    minimum: f.number(5),
    minimumDetail: f.number(10),
    graceHours: f.number(48),
    targetRate: f.number(60),
    headsAnswerAt: 'parent',
    audiences: ['managers'],
  };
}

function headcountTexts(headcounts: Map<string, number | null>, f: Formatter): Record<string, string> {
  const texts = [...headcounts].map(([code, count]) => [code, count === null ? '' : f.number(count)]);
  return Object.fromEntries(texts);
}

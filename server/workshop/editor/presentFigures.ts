/** The foot of the editor: time, size, translation, smallest group; and what the offices of today cannot be asked. */
import { isoDayOf } from '../../i18n/isoDay.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import { isValidOn, OfficeModel } from '../../offices/office.ts';
import { officeName } from '../../offices/officeName.ts';
import { headcountLimits } from '../checks/headcountLimits.ts';
import { promisedTime } from '../checks/readingTime.ts';
import { clashesOf } from '../checks/together.ts';
import { itemsIn } from './parts.ts';

export interface Figure {
  label: string;
  value: string;
  note: string;
  /** The note is something to be mended. */
  isWrong: boolean;
}

export interface Limits {
  figures: Figure[];
  /** Background questions that some offices would lose, with the names of those. */
  lost: { question: string; count: number; offices: string }[];
  clashes: { title: string; ids: string }[];
}

/** Names of so many offices stand in a sentence; of the rest only their number. */
const maxNamed = 12;

export async function presentFigures(content: Instrument, now: Date, reader: Reader): Promise<Limits> {
  const { t, f, lang } = reader;
  const all = await OfficeModel.find().lean();
  const offices = all.filter((office) => isValidOn(office, isoDayOf(now)));
  const names = new Map(offices.map((office) => [office._id, officeName(office, lang)]));
  const limits = headcountLimits(
    offices.map(({ _id, parent, headcount }) => ({ code: _id, parent, headcount })),
    content.demographics,
  );
  const clashes = await clashesOf(content);
  const named = (codes: readonly string[]) => {
    const first = codes.slice(0, maxNamed).map((code) => names.get(code) ?? code);
    const more = codes.length - first.length;
    return f.list(more > 0 ? [...first, t('workshop:figures.more', { count: more })] : first);
  };
  return {
    figures: [timeFigure(content, reader), sizeFigure(content, reader), groupFigure(limits, reader)],
    lost: limits.lost.map(({ question, offices: codes }) => ({
      question: localise(content.demographics.find(({ id }) => id === question)!.title, lang).text,
      count: codes.length,
      offices: named(codes),
    })),
    clashes: clashes.map(({ title, ids }) => ({ title: localise(title, lang).text, ids: ids.join('، ') })),
  };
}

function timeFigure(content: Instrument, { t, f }: Reader): Figure {
  const { needed, promised, verdict } = promisedTime(content);
  const values = { promised: f.number(promised) };
  return {
    label: t('workshop:figures.time'),
    value: t('workshop:figures.minutes', { count: Math.max(1, Math.round(needed)) }),
    note: t(`workshop:figures.promise.${verdict}`, values),
    isWrong: verdict !== 'kept',
  };
}

function sizeFigure(content: Instrument, { t, f }: Reader): Figure {
  const items = itemsIn(content);
  const reversed = items.filter(({ reverse }) => reverse).length;
  return {
    label: t('workshop:figures.items'),
    value: f.number(items.length),
    note: t('workshop:figures.reversed', { count: reversed }),
    isWrong: false,
  };
}

function groupFigure(
  { smallest, unknown, units }: ReturnType<typeof headcountLimits>,
  { t, f }: Reader,
): Figure {
  return {
    label: t('workshop:figures.smallest'),
    value:
      smallest === null ? t('workshop:figures.noGroup') : t('workshop:figures.people', { count: smallest }),
    note:
      unknown > 0
        ? t('workshop:figures.unknown', { count: unknown })
        : t('workshop:figures.units', { units: f.number(units) }),
    isWrong: unknown > 0,
  };
}

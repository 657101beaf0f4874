/**
 * Published scores as a worksheet for people: the long table of `reportTable` with names instead of ids, in the reader's language.
 * Where a report hides a number its cell holds words instead, so that nobody takes a gap for a zero.
 */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { isRounded, suppressedCell } from '../reportPages/presentScore.ts';
import {
  type Difference,
  isShown,
  type Report,
  type Score,
  type Suppressed,
} from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { scoresByMeasure } from './readerKnowledge.ts';
import type { XlsxCell, XlsxColumn, XlsxWorksheet } from './xlsx/worksheet.ts';

type Reports = Iterable<Report> | AsyncIterable<Report>;

export function scoreWorksheet(wave: Wave, reports: Reports, reader: Reader): XlsxWorksheet {
  return {
    name: reader.t('exports:sheet.scores'),
    columns: columnsFor(reader),
    rows: rowsOf(wave, reports, reader),
  };
}

function columnsFor({ t }: Reader): XlsxColumn[] {
  const column = (key: string, width: number, format?: XlsxColumn['format']): XlsxColumn => ({
    title: t(`exports:column.${key}`),
    width,
    ...(format && { format }),
  });
  const differences = ['parent', 'province', 'previous'].flatMap((other) => [
    column(`${other}Difference`, 18, 'tenth'),
    column(`${other}Mark`, 16),
  ]);
  return [
    column('office', 30),
    column('code', 18),
    column('scope', 18),
    column('instrument', 24),
    column('kind', 10),
    column('measure', 44),
    column('id', 18),
    column('n', 12, 'whole'),
    column('mean', 12, 'tenth'),
    column('sd', 14, 'tenth'),
    column('low', 12, 'tenth'),
    column('high', 12, 'tenth'),
    column('favourable', 12, 'percent'),
    column('neutral', 12, 'percent'),
    column('unfavourable', 12, 'percent'),
    column('band', 18),
    column('shrunken', 16, 'tenth'),
    ...differences,
    column('note', 40),
  ];
}

async function* rowsOf(wave: Wave, reports: Reports, reader: Reader): AsyncGenerator<XlsxCell[]> {
  for await (const report of reports) {
    const head = [
      nameInWave(wave, report.office, reader),
      report.office,
      reader.t(`exports:scope.${report.scope}`),
    ];
    for (const part of report.instruments) {
      const instrument = wave.instruments.find(({ id }) => id === part.id)!;
      const title = localise(instrument.title, reader.lang).text;
      for (const [measure, score] of scoresByMeasure({ ...report, instruments: [part] })) {
        const [kind = '', id = ''] = measure.split(':');
        const words = [title, reader.t(`exports:kind.${kind}`), titleOf(instrument, id, reader), id];
        yield [...head, ...words, ...scoreCells(score, instrument, reader)];
      }
    }
  }
}

/** The title of a dimension, the wording of an item, or the instrument's own title for its index. */
function titleOf(instrument: Instrument, id: string, { lang }: Reader): string {
  const dimension = instrument.dimensions.find((each) => each.id === id);
  const item = instrument.dimensions.flatMap(({ items }) => items).find((each) => each.id === id);
  return localise(dimension?.title ?? item?.text ?? instrument.title, lang).text;
}

const numbersOfAScore = 10;
const partsOfDifferences = 6;

function scoreCells(score: Score | Suppressed, instrument: Instrument, reader: Reader): XlsxCell[] {
  const { t, lang } = reader;
  if (!isShown(score)) {
    const hidden = t('exports:cell.hidden');
    const cells = Array.from({ length: numbersOfAScore + partsOfDifferences }, () => hidden);
    return [...cells, suppressedCell(score, reader).word];
  }
  const absent = t(`exports:cell.${absenceOf(score)}`);
  const band = score.band === null ? undefined : instrument.bands[score.band];
  return [
    score.n,
    isRounded(score) && score.mean !== null ? { whole: score.mean } : (score.mean ?? absent),
    score.sd ?? absent,
    score.ci95?.[0] ?? absent,
    score.ci95?.[1] ?? absent,
    score.favourable ?? absent,
    score.neutral ?? absent,
    score.unfavourable ?? absent,
    band ? localise(band.title, lang).text : absent,
    score.shrunken ?? t('exports:cell.none'),
    ...[score.versus.parent, score.versus.province, score.versus.previous].flatMap((versus) =>
      differenceCells(versus, reader),
    ),
    noteOf(score, reader),
  ];
}

/** Why a number of a shown score is missing. */
function absenceOf(score: Score): 'bounded' | 'fewAnswers' | 'none' {
  if (score.bounded) return 'bounded';
  return isRounded(score) ? 'fewAnswers' : 'none';
}

function noteOf({ bounded, ...score }: Score, { t, f }: Reader): string {
  if (bounded && 'above' in bounded) return t('exports:note.above', { value: f.number(bounded.above) });
  if (bounded) return t('exports:note.below', { value: f.number(bounded.below) });
  return isRounded(score) ? t('exports:note.rounded') : '';
}

function differenceCells(versus: Difference, { t }: Reader): XlsxCell[] {
  if ('unavailable' in versus) {
    const reason = t(`reports:versus.${versus.unavailable}`);
    return [reason, reason];
  }
  const mark = t(`reports:legend.${versus.mark}`);
  return [versus.mark === 'notTested' ? mark : (versus.difference ?? mark), mark];
}

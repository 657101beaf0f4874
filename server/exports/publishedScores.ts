/**
 * The columns of published scores: a row for each office, scope and measure, with exactly what disclosure control permits. In the CSV
 * a hidden score has its reason in the last column and no number at all; in a worksheet words replace every hidden number, so that
 * nobody takes a gap for a zero.
 */
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { officeName } from '../offices/officeName.ts';
import { isRounded, suppressedCell } from '../reportPages/presentScore.ts';
import { isShown, type Score } from '../reports/published/reportObject.ts';
import type { Table } from '../tables/table.ts';
import { against, ofScore, onlyInCsv } from './scoreColumn.ts';
import type { ScoreRow } from './scoreRows.ts';

export const scoreTable: Table<ScoreRow> = {
  headings: 'exports:column',
  columns: [
    { key: 'wave', value: ({ wave }) => wave._id },
    {
      key: 'name',
      width: 30,
      shown: ({ named, report }, { lang }) => (named ? officeName(named, lang) : report.office),
    },
    { key: 'office', width: 18, value: ({ report }) => report.office },
    { key: 'nameFa', value: ({ named }) => named?.nameFa ?? '' },
    {
      key: 'scope',
      width: 18,
      value: ({ report }) => report.scope,
      shown: ({ report }, { t }) => t(`exports:scope.${report.scope}`),
    },
    { key: 'rolledUpTo', value: ({ report }) => report.rolledUpTo },
    { key: 'headcount', value: ({ report }) => report.headcount },
    {
      key: 'responses',
      value: ({ report: { responses } }) => (typeof responses === 'number' ? responses : null),
    },
    {
      key: 'instrument',
      width: 24,
      value: ({ instrument }) => instrument.id,
      shown: ({ instrument }, { lang }) => localise(instrument.title, lang).text,
    },
    {
      key: 'kind',
      width: 10,
      value: ({ kind }) => kind,
      shown: ({ kind }, { t }) => t(`exports:kind.${kind}`),
    },
    { key: 'title', width: 44, shown: titleOf },
    { key: 'measure', width: 18, value: ({ measure }) => measure },
    ofScore({ key: 'n', width: 12, format: 'whole', value: ({ n }) => n }),
    ofScore({
      key: 'mean',
      width: 12,
      format: 'tenth',
      value: ({ mean }) => mean,
      shown: (score) => (isRounded(score) && score.mean !== null ? { whole: score.mean } : score.mean),
    }),
    ofScore({ key: 'sd', width: 14, format: 'tenth', value: ({ sd }) => sd }),
    ofScore({ key: 'ci95Low', width: 12, format: 'tenth', value: ({ ci95 }) => ci95?.[0] ?? null }),
    ofScore({ key: 'ci95High', width: 12, format: 'tenth', value: ({ ci95 }) => ci95?.[1] ?? null }),
    ofScore({ key: 'favourable', width: 12, format: 'percent', value: ({ favourable }) => favourable }),
    ofScore({ key: 'neutral', width: 12, format: 'percent', value: ({ neutral }) => neutral }),
    ofScore({ key: 'unfavourable', width: 12, format: 'percent', value: ({ unfavourable }) => unfavourable }),
    ofScore({ key: 'band', width: 18, value: ({ band }) => band, shown: bandTitle }),
    onlyInCsv('borderline', ({ borderline }) => (borderline === null ? null : String(borderline))),
    ofScore({
      key: 'shrunken',
      width: 16,
      format: 'tenth',
      value: ({ shrunken }) => shrunken,
      absence: () => 'none',
    }),
    onlyInCsv('boundedAbove', ({ bounded }) => (bounded && 'above' in bounded ? bounded.above : null)),
    onlyInCsv('boundedBelow', ({ bounded }) => (bounded && 'below' in bounded ? bounded.below : null)),
    ...against('versusParent', 'Parent', ({ versus }) => versus.parent),
    ...against('versusProvince', 'Province', ({ versus }) => versus.province),
    ...against('versusPrevious', 'Previous', ({ versus }) => versus.previous),
    { key: 'suppressed', value: ({ score }) => (isShown(score) ? null : score.suppressed) },
    { key: 'note', width: 40, shown: noteOf },
  ],
};

/** The title of a dimension, the wording of an item, or the instrument's own title for its index. */
function titleOf({ instrument, measure }: ScoreRow, { lang }: Reader): string {
  const dimension = instrument.dimensions.find(({ id }) => id === measure);
  const item = instrument.dimensions.flatMap(({ items }) => items).find(({ id }) => id === measure);
  return localise(dimension?.title ?? item?.text ?? instrument.title, lang).text;
}

function bandTitle({ band }: Score, { instrument }: ScoreRow, { lang }: Reader): string | null {
  const found = band === null ? undefined : instrument.bands[band];
  return found ? localise(found.title, lang).text : null;
}

function noteOf({ score }: ScoreRow, reader: Reader): string {
  if (!isShown(score)) return suppressedCell(score, reader).word;
  const { t, f } = reader;
  const { bounded } = score;
  if (bounded && 'above' in bounded) return t('exports:note.above', { value: f.number(bounded.above) });
  if (bounded) return t('exports:note.below', { value: f.number(bounded.below) });
  return isRounded(score) ? t('exports:note.rounded') : '';
}

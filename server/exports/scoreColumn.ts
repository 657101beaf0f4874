/** Builders for the columns of `scoreTable` that show part of a score, and what they show when the score is hidden or the part missing. */
import type { Reader } from '../i18n/reader.ts';
import { isRounded } from '../reportPages/presentScore.ts';
import { spokenWord } from '../reportPages/spokenDifference.ts';
import { type Difference, isShown, type Score } from '../reports/published/reportObject.ts';
import type { Column } from '../tables/table.ts';
import type { XlsxCell } from '../tables/xlsx/worksheet.ts';
import type { ScoreRow } from './scoreRows.ts';

type ScoreColumn = Column<ScoreRow>;

interface PartOfScore {
  key: string;
  width: number;
  format?: 'whole' | 'tenth' | 'percent';
  value(score: Score): string | number | null;
  /** For people, when it differs from the value. */
  shown?(score: Score, row: ScoreRow, reader: Reader): XlsxCell;
  /** Why the value is missing: a key of `exports:cell`. */
  absence?(score: Score): string;
}

const hidden = ({ t }: Reader) => t('exports:cell.hidden');

export function ofScore({ value, shown, absence = absenceOf, ...column }: PartOfScore): ScoreColumn {
  return {
    ...column,
    value: ({ score }) => (isShown(score) ? value(score) : null),
    shown(row: ScoreRow, reader: Reader) {
      const { score } = row;
      if (!isShown(score)) return hidden(reader);
      return (shown ? shown(score, row, reader) : value(score)) ?? reader.t(`exports:cell.${absence(score)}`);
    },
  };
}

/** Why a number of a shown score is missing. */
function absenceOf(score: Score): 'bounded' | 'fewAnswers' | 'none' {
  if (score.bounded) return 'bounded';
  return isRounded(score) ? 'fewAnswers' : 'none';
}

/** In the CSV only; the worksheet has it in another column. */
export const onlyInCsv = (key: string, value: PartOfScore['value']): ScoreColumn => ({
  key,
  value: ({ score }) => (isShown(score) ? value(score) : null),
});

/** Three columns: the difference from a comparison group, the verdict on it, and the smallest difference that could have been seen. */
export function against(
  key: string,
  side: string,
  differenceOf: (score: Score) => Difference,
): [ScoreColumn, ScoreColumn, ScoreColumn] {
  return [
    ofScore({
      key,
      width: 18,
      format: 'tenth',
      value: (score) => numberOf(differenceOf(score)),
      shown(score, _row, reader) {
        const difference = differenceOf(score);
        const isTested = 'mark' in difference && difference.mark !== 'notTested';
        return (isTested ? difference.difference : null) ?? verdict(difference, reader);
      },
    }),
    {
      key: `mark${side}`,
      width: 16,
      value: ({ score }) => (isShown(score) ? verdictCode(differenceOf(score)) : null),
      shown: ({ score }, reader) => (isShown(score) ? verdict(differenceOf(score), reader) : hidden(reader)),
    },
    ofScore({
      key: `detectable${side}`,
      width: 18,
      format: 'tenth',
      value: (score) => detectableOf(differenceOf(score)),
      shown: (score, _row, reader) =>
        detectableOf(differenceOf(score)) ?? verdict(differenceOf(score), reader),
    }),
  ];
}

const numberOf = (difference: Difference): number | null =>
  'unavailable' in difference ? null : difference.difference;

const detectableOf = (difference: Difference): number | null =>
  'unavailable' in difference ? null : difference.detectable;

/** For programs; nothing where a comparison was not possible. */
const verdictCode = (difference: Difference): string | null =>
  'unavailable' in difference ? null : spokenWord(difference);

const verdict = (difference: Difference, { t }: Reader): string =>
  'unavailable' in difference
    ? t(`reports:versus.${difference.unavailable}`)
    : t(`reports:legend.${spokenWord(difference)}`);

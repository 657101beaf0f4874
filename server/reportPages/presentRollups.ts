/** Own staff next to the whole subtree, for an office and for each child that has offices below it. */
import type { Reader } from '../i18n/reader.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { intervalOf, isRounded, suppressedCell } from './presentScore.ts';

/** Own people and subtrees of the same offices, in the order of `subtrees`. null where there is no subtree. */
export function presentRollups(
  own: readonly ComparedRow[],
  subtrees: readonly ComparedRow[],
  wave: Wave,
  reader: Reader,
) {
  const byOffice = new Map(own.map((row) => [row.office, row]));
  const rows = subtrees.map((whole) => ({
    code: whole.office,
    name: nameInWave(wave, whole.office, reader),
    own: side(byOffice.get(whole.office), wave, reader),
    whole: side(whole, wave, reader),
  }));
  return rows.length > 0 ? rows : null;
}

function side(row: ComparedRow | undefined, wave: Wave, reader: Reader) {
  const { t, f } = reader;
  if (!row) return { n: '', mean: '', interval: '', mark: '', word: t('reports:suppressed.absent') };
  if (row.rolledUpTo) {
    const group = nameInWave(wave, row.rolledUpTo, reader);
    return {
      n: '',
      mean: '',
      interval: '',
      mark: '',
      word: t('reports:suppressed.rolledUpShort', { group }),
    };
  }
  const { index } = row;
  if (!isShown(index)) return { n: '', mean: '', interval: '', ...suppressedCell(index, reader) };
  const ends = intervalOf(index);
  return {
    n: f.number(index.n),
    mean: index.mean === null ? '–' : f.number(index.mean, { digits: isRounded(index) ? 0 : 1 }),
    interval: ends ? f.range(ends[0], ends[1], { digits: 1 }) : '',
    mark: '',
    word: isRounded(index) ? t('reports:rounded') : '',
  };
}

/**
 * What may be said of an office's index in a comparison: one of the verdicts, or the reason why there is none. Each state has one mark and one
 * word, the same on the map and in every table beside it.
 */
import { type MarkIconName, markIcon } from '../charts/markIcon.ts';
import type { Reader } from '../i18n/reader.ts';
import type { ComparedRow, ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { isRounded } from './presentScore.ts';
import { wordOf } from './spokenDifference.ts';

export interface ShownState {
  kind: MarkIconName;
  mark: string;
  word: string;
  /** The index, where it is shown at least in whole points. */
  score: ComparedScore | null;
  /** The reporting group that stands for the office; ''. */
  group: string;
}

/** Undefined stands for an office without staff and without a row. */
export function shownState(row: ComparedRow | undefined, wave: Wave, reader: Reader): ShownState {
  const { t } = reader;
  const state = (kind: MarkIconName, word: string, score: ComparedScore | null = null): ShownState => ({
    kind,
    mark: markIcon(kind),
    word,
    score,
    group: '',
  });
  if (!row) return state('absent', t('reports:suppressed.absent'));
  if (row.rolledUpTo) {
    const group = nameInWave(wave, row.rolledUpTo, reader);
    return { ...state('rolledUp', t('reports:suppressed.rolledUpShort', { group })), group: row.rolledUpTo };
  }
  const { index } = row;
  if (!isShown(index)) return state(index.suppressed, t(`reports:suppressed.${index.suppressed}`));
  if (index.bounded) return state('bounded', t('reports:comparison.boundedCell'));
  if (index.mean === null) return state('notTested', t('reports:quality.notEnough'));
  if (isRounded(index)) return state('rounded', t('reports:map.rounded'), index);
  const kind = wordOf(index.versus.province) ?? 'notTested';
  return state(kind, t(`reports:legend.${kind}`), index);
}

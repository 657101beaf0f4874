/** Turns a score and its differences into the words, numbers and icons of a table row. */

import { type MarkIconName, markIcon } from '../charts/markIcon.ts';
import type { Reader } from '../i18n/reader.ts';
import { escapeHtml } from '../i18n/text.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import {
  type Difference,
  isShown,
  type Score,
  type Suppressed,
  type SuppressionReason,
} from '../reports/published/reportObject.ts';
import { neighbouringBand } from './neighbouringBand.ts';
import { detectableWords, effectWords, spokenWord } from './spokenDifference.ts';

export interface DifferenceCell {
  mark: string;
  /** The mark's name, for the colour of the word. */
  kind: MarkIconName | 'unavailable';
  word: string;
  /** Signed difference, one decimal; '' where nothing was tested. */
  value: string;
  /** How large the effect is, or below what nothing could have been seen; ''. */
  note: string;
  /** The whole cell, written here because a page holds hundreds. */
  html: string;
}

/** `withEffect`: the size of the effect is said beneath, where there is room for it. */
export function differenceCell(
  difference: Difference,
  reader: Reader,
  { withEffect = true } = {},
): DifferenceCell {
  const cell = differenceParts(difference, withEffect, reader);
  const value = cell.value && ` <bdi class="signed">${escapeHtml(cell.value)}</bdi>`;
  const note = cell.note && ` <span class="note difference-note">${escapeHtml(cell.note)}</span>`;
  const html = `<span class="difference word-${cell.kind}">${cell.mark} ${escapeHtml(cell.word)}${value}</span>${note}`;
  return { ...cell, html };
}

function differenceParts(
  difference: Difference,
  withEffect: boolean,
  reader: Reader,
): Omit<DifferenceCell, 'html'> {
  const { t, f } = reader;
  if ('unavailable' in difference) {
    const word = t(`reports:versus.${difference.unavailable}`);
    // Where other rows are compared, this one was not asked before.
    const isUnasked = difference.unavailable === 'noPrevious';
    return { mark: isUnasked ? markIcon('notAsked') : '', kind: 'unavailable', word, value: '', note: '' };
  }
  const kind = spokenWord(difference);
  const isDifferent = kind === 'higher' || kind === 'lower';
  return {
    mark: markIcon(kind),
    kind,
    word: t(`reports:legend.${kind}`),
    value: kind === 'notTested' ? '' : f.signed(difference.difference ?? 0, { digits: 1 }),
    note: isDifferent
      ? withEffect
        ? effectWords(difference, reader)
        : ''
      : kind === 'unclear'
        ? detectableWords(difference, reader)
        : '',
  };
}

export interface SuppressedCell {
  reason: SuppressionReason;
  mark: string;
  word: string;
}

export function suppressedCell(part: Suppressed, { t }: Reader): SuppressedCell {
  return {
    reason: part.suppressed,
    mark: markIcon(part.suppressed),
    word: t(`reports:suppressed.${part.suppressed}`),
  };
}

export interface ScoreCell {
  mean: string;
  /** True where disclosure control permits only whole points. */
  rounded: boolean;
  band: string;
  /** «مرزی با …», or ''. */
  borderline: string;
  interval: string;
}

export function scoreCell(score: ComparedScore, instrument: Instrument, reader: Reader): ScoreCell {
  const { t, f, lang } = reader;
  const rounded = isRounded(score);
  const bandTitle = (at: number | null) => {
    const band = at === null ? undefined : instrument.bands[at];
    return band ? localise(band.title, lang).text : '';
  };
  const ends = intervalOf(score);
  return {
    mean:
      score.mean === null
        ? t('reports:quality.notEnough')
        : f.number(score.mean, { digits: rounded ? 0 : 1 }),
    rounded,
    band: bandTitle(score.band),
    borderline:
      score.borderline === true
        ? t('reports:borderline', { band: bandTitle(neighbouringBand(score, instrument)) })
        : '',
    interval: ends
      ? t('reports:interval', {
          low: f.number(ends[0], { digits: 1 }),
          high: f.number(ends[1], { digits: 1 }),
        })
      : '',
  };
}

/** A score of which only n, the mean in whole points and the band are shown. */
export function isRounded(score: Pick<Score, 'favourable'>): boolean {
  return score.favourable === null || !isShown(score.favourable as number | Suppressed);
}

/** The interval, where it is shown; a part may itself be suppressed. */
export function intervalOf(score: Pick<Score, 'ci95'>): [number, number] | null {
  return Array.isArray(score.ci95) ? score.ci95 : null;
}

/** The mean of the other side of a comparison, for drawing it: own mean minus the difference. */
export function otherSide(score: Pick<Score, 'mean'>, difference: Difference): number | null {
  if ('unavailable' in difference || difference.difference === null || score.mean === null) return null;
  return score.mean - difference.difference;
}

/** The questions that offices have added, in the report of such an office and of those below it: one line for each statement. */
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import type { LocalAnswer, LocalResults } from '../reports/making/localResults.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { suppressedCell } from './presentScore.ts';

export interface LocalRow {
  text: string;
  /** How many, mean, and the shares that agree, are between and disagree; null where they may not be shown. */
  numbers: string[] | null;
  /** Beside the mean. */
  interval: string;
  mark: string;
  word: string;
}

export function presentLocal(results: readonly LocalResults[], wave: Wave, reader: Reader) {
  return results.map(({ office, answers }) => ({
    office,
    title: reader.t('reports:local.title', { office: nameInWave(wave, office, reader) }),
    rows: answers.map((answer) => rowOf(answer, reader)),
  }));
}

function rowOf(answer: LocalAnswer, reader: Reader): LocalRow {
  const { t, f, lang } = reader;
  const base = { text: localise(answer.text, lang).text, numbers: null, interval: '', mark: '', word: '' };
  if ('suppressed' in answer) {
    const { mark, word } = suppressedCell(answer, reader);
    return { ...base, mark, word };
  }
  if ('bounded' in answer) return { ...base, word: t('reports:items.bounded') };
  const { n, mean, ci95, agree, neutral, disagree } = answer;
  const one = (value: number) => f.number(value, { digits: 1 });
  return {
    ...base,
    numbers: [f.number(n), one(mean), ...[agree, neutral, disagree].map((share) => f.percent(share))],
    interval: ci95 ? f.range(...ci95, { digits: 1 }) : '',
  };
}

/** The control statements: how many of those who answered disagree, and a warning where they are many. */
import type { Reader } from '../i18n/reader.ts';
import type { Control, Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { ControlAnswers } from '../reports/making/controlAnswers.ts';
import { suppressedCell } from './presentScore.ts';

/** From this share of disagreement on, the page warns the reader. */
const manyDisagree = 0.2;

export const isControlWarning = (answers: ControlAnswers) =>
  'disagree' in answers && answers.disagree >= manyDisagree;

export function presentControls(
  controls: readonly ControlAnswers[],
  { controls: statements }: Instrument,
  reader: Reader,
) {
  return statements.flatMap((statement) => {
    const answers = controls.find(({ id }) => id === statement.id);
    return answers ? [controlRow(statement, answers, reader)] : [];
  });
}

function controlRow({ text }: Control, answers: ControlAnswers, reader: Reader) {
  const { t, f, lang } = reader;
  const base = { text: localise(text, lang).text, mark: '', warning: '', told: '' };
  if ('bounded' in answers) return { ...base, told: t('reports:items.bounded') };
  if ('suppressed' in answers) {
    const { mark, word } = suppressedCell(answers, reader);
    return { ...base, mark, told: word };
  }
  const { disagree, agree, n } = answers;
  return {
    ...base,
    told: t('reports:controls.told', { disagree: f.percent(disagree), agree: f.percent(agree), n }),
    warning: isControlWarning(answers) ? t('reports:controls.warning') : '',
  };
}

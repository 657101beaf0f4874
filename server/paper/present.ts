/** What the entry pages show: waves that accept papers, the entry form, and the differences of two entries. */
import { formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { WaveModel } from '../waves/wave.ts';
import { acceptsAnswers, graceEndOf, phaseFields } from '../waves/wavePhase.ts';
import { compareEntries, typedOf } from './compareEntries.ts';
import type { Paper } from './enterPaper.ts';
import { papersWaiting } from './firstEntry.ts';
import type { PaperForm } from './paperFields.ts';

/** The waves that accept papers now, until when, and how many papers wait for their second entry. */
export async function presentWaves(now: Date, lang: Language) {
  const found = await WaveModel.find({ imported: false }, { title: 1, ...phaseFields }).lean();
  const running = found.filter((wave) => acceptsAnswers(wave, now));
  return Promise.all(
    running.map(async (wave) => {
      const graceEnd = graceEndOf(wave);
      const until = graceEnd ? formatter(lang).dateTime(graceEnd) : '';
      return { title: wave.title, waiting: await papersWaiting(wave._id), until };
    }),
  );
}

/** Locals of the entry form. */
export function presentEntryForm(
  { answering, unit, code, first }: Paper,
  { marks, texts, typed }: PaperForm,
  lang: Language,
) {
  return {
    wave: answering.wave.title,
    unit: nameInWave(answering.wave, unit.code, { lang }),
    code,
    second: first !== null,
    items: marks.filter(({ kind }) => kind === 'item'),
    local: marks.filter(({ kind }) => kind === 'local'),
    background: marks.filter(({ kind }) => kind === 'demographic'),
    texts,
    typed,
    apart: marks.some(({ allowsNotApplicable }) => allowsNotApplicable),
  };
}

/** Locals of the page of differences; the second entry travels in hidden fields. */
export function presentDifferences(paper: Paper, form: PaperForm, lang: Language) {
  const { answering, first } = paper;
  const before = first ? typedOf(answering, first.content, form.marks) : {};
  return {
    ...presentEntryForm(paper, form, lang),
    differences: compareEntries(before, form.typed, form),
    hidden: Object.entries(form.typed),
  };
}

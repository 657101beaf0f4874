/** The codings of a wave that somebody may see, and for administrators what a new one can be of. */
import mongoose from 'mongoose';
import { type Account, AccountModel, type Role } from '../../accounts/account.ts';
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import type { Wave } from '../../waves/wave.ts';
import { codingPath } from '../paths.ts';
import { CodingModel, isOpened } from './coding.ts';

/** Who may read every comment of a released wave. */
export const mayCode: readonly Role[] = ['administrator', 'analyst'];

export async function presentCodings(wave: Wave, account: Pick<Account, '_id' | 'role'>, reader: Reader) {
  const { t, f, lang } = reader;
  const canBegin = account.role === 'administrator';
  const found = await CodingModel.find({ wave: wave._id }).lean();
  const seen = found.filter(({ coders }) => canBegin || coders.includes(account._id));
  const questions = wave.instruments.flatMap(({ openQuestions }) => openQuestions);
  const titleOf = (id: string) => {
    const question = questions.find((one) => one.id === id);
    return question ? localise(question.title, lang).text : id;
  };
  const names = await displayNames(seen.flatMap(({ coders }) => coders));
  return {
    canBegin,
    codings: seen.map((one) => ({
      href: codingPath(wave._id, one._id),
      question: titleOf(one.question),
      coders: f.list(one.coders.map((coder) => names[coder] ?? coder)),
      state: isOpened(one)
        ? t('comments:coding.state.opened')
        : t('comments:coding.state.running', { count: one.finished.length }),
    })),
    questions: [...new Set(questions.map(({ id }) => id))].map((id) => ({ value: id, label: titleOf(id) })),
    instruments: wave.instruments.map(({ id, title }) => ({ value: id, label: localise(title, lang).text })),
    people: canBegin ? await coders() : [],
  };
}

async function coders() {
  const filter = { role: mongoose.trusted({ $in: [...mayCode] }), disabled: false };
  const found = await AccountModel.find(filter, { displayName: 1 }).lean();
  return found
    .map(({ _id, displayName }) => ({ value: _id, label: displayName }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

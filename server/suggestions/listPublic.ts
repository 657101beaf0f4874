/** What everyone may read: suggestions that an office has taken up, with what came of them, in the office's own words. */
import type { Reader } from '../i18n/reader.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { officeNameIn } from './presentOwnThread.ts';
import { SuggestionModel } from './suggestion.ts';

/** What came of it, the most finished first. */
const order = ['done', 'planned', 'answered', 'review', 'question', 'passed', 'received', 'notDone'];
const maxShown = 200;

export async function listPublic(reader: Reader) {
  const { t, f, lang } = reader;
  const [shown, tree] = await Promise.all([
    SuggestionModel.find({ isPublic: true }, { title: 1, outcome: 1, state: 1, office: 1, topic: 1 })
      .limit(maxShown)
      .lean(),
    loadOffices(lang),
  ]);
  return shown
    .map(({ title, outcome, state, office, topic }) => ({
      title,
      outcome,
      state: t(`suggestions:state.${state}`),
      isDone: state === 'done',
      office: officeNameIn(tree, office, reader),
      topic: t(`suggestions:topic.${topic}`),
      rank: order.indexOf(state),
    }))
    .sort((a, b) => a.rank - b.rank || f.compare(a.title, b.title));
}

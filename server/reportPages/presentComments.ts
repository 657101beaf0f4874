/**
 * Comments on the report of an office: only those that are read together there, once an administrator has approved them, in an order that
 * is fixed and random (by their random ids). No comment stands on two reports: subtracting their lists would tell who wrote the others.
 */
import { commentsIn, findCircles } from '../comments/findCircles.ts';
import { type Circle, circleOf, circlesAt } from '../comments/joinComments.ts';
import { findPublishedThemes, themesFor } from '../comments/themes/findThemes.ts';
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { groupId } from '../reports/personGroups.ts';
import type { Scope } from '../reports/scope.ts';
import { CommentModel } from '../responses/comment.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { presentThemes } from './presentThemes.ts';

/** Null where nothing was asked, or where no comment could stand: an office read by itself that is no unit. */
export async function presentComments(wave: Wave, place: string, scope: Scope, reader: Reader) {
  const asked = uniqueQuestions(wave);
  if (asked.length === 0) return null;
  const isUnit = wave.units.some(({ code }) => code === place);
  const byQuestion = await findCircles(wave);
  const questions = [];
  for (const { id, title } of asked) {
    const circles = byQuestion.get(id) ?? [];
    const [circle] = circlesAt(circles, place, scope);
    const elsewhere = scope === 'own' && isUnit && !circle ? circleOf(circles, place) : undefined;
    const texts = circle ? await approvedTexts(wave._id, id, circle) : [];
    const themes = await themesOn(wave, id, groupId(scope, place), texts, reader);
    if (!circle && !elsewhere && !themes) continue;
    questions.push({
      title: localise(title, reader.lang).text,
      about: aboutCircle(circle, elsewhere, wave, reader),
      themes,
      texts,
    });
  }
  if (questions.length === 0 && (scope === 'subtree' || !isUnit)) return null;
  const tooFew =
    questions.length === 0 ? reader.t('reports:comments.tooFew', { minimum: wave.minimumDetail }) : '';
  const note = questions.some(({ texts }) => texts.length > 0) ? reader.t('reports:comments.note') : '';
  return { tooFew, note, questions };
}

/** Null in waves that were counted before, and where too few wrote even in the whole wave. */
async function themesOn(wave: Wave, question: string, group: string, texts: string[], reader: Reader) {
  const published = await findPublishedThemes(wave._id, question);
  const themes = published && themesFor(published, group, wave);
  return themes ? presentThemes({ themes, groupId: group, texts, wave }, reader) : null;
}

/** Whose comments they are, where they are not those of the office itself. */
function aboutCircle(
  circle: Circle | undefined,
  elsewhere: Circle | undefined,
  wave: Wave,
  reader: Reader,
): string {
  const minimum = wave.minimumDetail;
  if (elsewhere) {
    return reader.t('reports:comments.elsewhere', {
      minimum,
      place: nameInWave(wave, elsewhere.place, reader),
    });
  }
  if (!circle || circle.scope === 'own') return '';
  const units = reader.f.list(circle.units.map((code) => nameInWave(wave, code, reader)));
  return reader.t('reports:comments.joined', { minimum, units });
}

async function approvedTexts(wave: string, question: string, circle: Circle): Promise<string[]> {
  const filter = { ...commentsIn(wave, question, circle), review: 'approved' as const };
  const approved = await CommentModel.find(filter).sort({ _id: 1 }).lean();
  return approved.map(({ text }) => text);
}

function uniqueQuestions(wave: Wave) {
  const all = wave.instruments.flatMap(({ openQuestions }) => openQuestions);
  return all.filter(({ id }, position) => all.findIndex((other) => other.id === id) === position);
}

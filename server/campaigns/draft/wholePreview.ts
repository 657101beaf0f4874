/**
 * The whole questionnaire on one page, with a jump to each part. What was confirmed is kept as a digest for each part, so that after an
 * edit only the parts that are other than those read are marked to be read again.
 */
import { createHash } from 'node:crypto';
import { type Reader, readerOfLanguage } from '../../i18n/reader.ts';
import type { Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import { localise } from '../../instruments/localised.ts';
import { officeName } from '../../offices/officeName.ts';
import { presentParts } from '../../responses/presentAnswering.ts';
import { approvedBlocks } from '../../waves/localBlocks.ts';
import type { Wave } from '../../waves/wave.ts';

type Part = ReturnType<typeof presentParts>[number];
type ItemsPart = Extract<Part, { kind: 'items' }>;

export interface WholePart {
  id: string;
  title: string;
  /** «۱ تا ۵», or empty for what is not numbered. */
  numbers: string;
  /** Other than what was confirmed last; true for all where nothing was. */
  isNew: boolean;
  /** The choices of its statements, where they differ from those of the part before. */
  scale: string[];
  statements: { number: string; text: string }[];
  questions: { title: string; options: string[]; note: string }[];
}

type Previewed = Pick<
  Wave,
  'title' | 'firstPage' | 'translations' | 'minimum' | 'minimumDetail' | 'localBlocks' | 'offices'
>;

/** Digest of each part by its id, the first page included: in Persian, which every text has. */
export function previewDigests(wave: Previewed, questionnaire: Questionnaire): Record<string, string> {
  const { title, firstPage, minimum, minimumDetail } = wave;
  const translations = wave.translations && Object.keys(wave.translations).length ? [wave.translations] : [];
  const first = digestOf([title, firstPage, minimum, minimumDetail, ...translations]);
  const parts = wholeParts(wave, questionnaire, readerOfLanguage('fa')).map(
    ({ id, isNew: _isNew, ...shown }) => [id, digestOf(shown)],
  );
  return { first, ...Object.fromEntries(parts) };
}

const digestOf = (shown: unknown) => createHash('sha256').update(JSON.stringify(shown)).digest('base64url');

/** @param seen digests of what was confirmed; null where nothing was */
export function presentWhole(
  wave: Previewed,
  questionnaire: Questionnaire,
  seen: Record<string, string> | null,
  reader: Reader,
) {
  const now = previewDigests(wave, questionnaire);
  const isNew = (id: string) => seen?.[id] !== now[id];
  const parts = wholeParts(wave, questionnaire, reader).map((part) => ({ ...part, isNew: isNew(part.id) }));
  return { parts, firstIsNew: isNew('first'), isAgain: seen !== null };
}

function wholeParts(wave: Previewed, questionnaire: Questionnaire, reader: Reader): WholePart[] {
  const { t, lang } = reader;
  const parts: WholePart[] = [];
  let scaleBefore = '';
  for (const part of presentParts(questionnaire, { minimumDetail: wave.minimumDetail }, lang)) {
    if (part.kind === 'items') {
      const last = parts.at(-1);
      if (part.continues && last) addStatements(last, part, reader);
      else {
        const scale = [...part.labels, ...(part.notApplicable ? [part.notApplicable] : [])].map(textOf);
        const isSame = scale.join() === scaleBefore;
        scaleBefore = scale.join();
        const title = part.topic?.text ?? t('responses:controlsTopic');
        const made = emptyPart(`part-${parts.length + 1}`, title, isSame ? [] : scale);
        addStatements(made, part, reader);
        parts.push(made);
      }
      continue;
    }
    const isOpen = part.kind === 'open';
    const made = emptyPart(
      part.kind,
      t(isOpen ? 'responses:open.title' : 'responses:demographics.title'),
      [],
    );
    made.questions = part.questions.map((question) => ({
      title: question.title.text,
      options: 'options' in question ? question.options.map(({ title }) => title.text) : [],
      note: 'maxLength' in question ? t('draft:whole.length', { count: question.maxLength }) : '',
    }));
    parts.push(made);
  }
  return [...parts, ...localParts(wave, reader)];
}

/** A part for each office that has added questions, which its own people and those below it are asked. */
function localParts(wave: Previewed, { t, f, lang }: Reader): WholePart[] {
  return approvedBlocks(wave).flatMap(({ office, questions }) => {
    const asking = wave.offices.find(({ code }) => code === office);
    if (!asking) return [];
    const title = t('localBlocks:preview.title', { office: officeName(asking, lang) });
    const statements = questions.map((text, index) => ({
      number: f.number(index + 1),
      text: localise(text, lang).text,
    }));
    return [{ ...emptyPart(`local-${office}`, title, []), statements }];
  });
}

const textOf = ({ text }: { text: string }) => text;

const emptyPart = (id: string, title: string, scale: string[]): WholePart => ({
  id,
  title,
  numbers: '',
  isNew: true,
  scale,
  statements: [],
  questions: [],
});

function addStatements(to: WholePart, { items }: ItemsPart, { f }: Reader): void {
  const last = items.at(-1)?.number ?? 0;
  const first = last - to.statements.length - items.length + 1;
  for (const { number, text } of items) to.statements.push({ number: f.number(number), text: text.text });
  to.numbers = first === last ? f.number(last) : f.range(first, last);
}

/**
 * What the answering pages show of a wave, in the reader's language. Nothing in it depends on who asks, so that every
 * browser gets the same page; the code selects the unit's name and background questions later.
 */
import type { Language } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translator.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { Demographic, Scale, ShowIf } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { pagesOf } from '../instruments/pagesOf.ts';
import { joinsComments, type ToldOfComments } from '../waves/joinsComments.ts';
import { type LocalQuestion, localPlaces } from '../waves/localBlocks.ts';
import type { Wave } from '../waves/wave.ts';

/** Three statements fill a phone; a wide screen shows adjacent parts of a topic together. */
const itemsPerPart = 3;

type Text = ReturnType<typeof localise>;

export interface ItemsPart {
  kind: 'items';
  topic: Text | null;
  /** In place of the general line, where the instrument says what is asked for. */
  about: Text | null;
  definition: Text | null;
  /** Whether the part before has the same topic and scale. */
  continues: boolean;
  points: number;
  labels: Text[];
  notApplicable: Text | null;
  items: { id: string; number: number; text: Text }[];
  /** Questions that offices have added, which `by` names; empty in the page for everyone, which gets them with the right to answer. */
  local?: { by: readonly { nameFa: string; nameEn: string }[] };
}

export interface DemographicsPart {
  kind: 'demographics';
  questions: {
    id: string;
    title: Text;
    options: { id: string; title: Text }[];
    showIf: ShowIf | undefined;
  }[];
}

export interface OpenPart {
  kind: 'open';
  /** So many must have written to one question of one unit before anybody reads it. */
  minCommenters: number;
  /** Whether those of a unit in which fewer wrote are read with those of others. */
  joins: boolean;
  questions: { id: string; title: Text; maxLength: number; showIf: ShowIf | undefined }[];
}

export type Part = ItemsPart | DemographicsPart | OpenPart;

/** What of a wave its questionnaire is shown with. */
type AskingWave = Pick<Wave, 'minimumDetail' | 'localBlocks'> &
  Partial<Pick<Wave, 'instruments' | 'offices' | 'units'>> &
  ToldOfComments;

/** What one unit is asked besides what everyone is. */
export interface UnitQuestions {
  /** Ids of background questions. */
  demographics: readonly string[];
  local: readonly LocalQuestion[];
}

/**
 * The parts of the questionnaire, in order.
 * @param unit left out in the page for everyone, which has all background questions and empty places for those of offices
 */
export function presentParts(
  questionnaire: Questionnaire,
  wave: AskingWave,
  language: Language,
  unit?: UnitQuestions,
): Part[] {
  const parts: Part[] = presentItems(questionnaire, language);
  const local = presentLocal(questionnaire.items.length, wave, language, unit?.local);
  if (local) parts.push(local);
  const demographics = questionnaire.demographics.filter(({ id }) => !unit || unit.demographics.includes(id));
  if (demographics.length > 0) {
    parts.push({
      kind: 'demographics',
      questions: demographics.map((one) => presentDemographic(one, language)),
    });
  }
  if (questionnaire.openQuestions.length > 0) {
    const questions = questionnaire.openQuestions.map(({ id, title, maxLength, showIf }) => ({
      id,
      maxLength,
      showIf,
      title: localise(title, language),
    }));
    const { minimumDetail: minCommenters } = wave;
    parts.push({ kind: 'open', minCommenters, joins: joinsComments(wave), questions });
  }
  return parts;
}

function presentItems(questionnaire: Questionnaire, language: Language): ItemsPart[] {
  const pages = pagesOf(questionnaire, { itemsPerPage: itemsPerPart });
  return pages.map((page, position) => ({
    kind: 'items',
    topic: page.topic && localise(page.topic, language),
    about: page.about && localise(page.about, language),
    definition: page.definition && localise(page.definition, language),
    continues: isSameTopic(pages[position - 1], page),
    points: page.scale.points,
    labels: page.scale.labels.map((label) => localise(label, language)),
    notApplicable: page.scale.notApplicable ? localise(page.scale.notApplicable, language) : null,
    items: page.items.map((index) => {
      const { id, text } = questionnaire.items[index]!;
      return { id, number: index + 1, text: localise(text, language) };
    }),
  }));
}

/** They are numbered on from the statements of the instruments. */
function presentLocal(
  before: number,
  { localBlocks, instruments = [], offices: places = [], units = [] }: AskingWave,
  language: Language,
  asked?: readonly LocalQuestion[],
): ItemsPart | null {
  const scale = instruments[0]?.scale;
  const wave = { ...(localBlocks && { localBlocks }), instruments, offices: places, units };
  const texts = asked?.map(({ text }) => localise(text, language)) ?? emptyTexts(localPlaces(wave), language);
  if (!scale || texts.length === 0) return null;
  const offices = new Map((asked ?? []).map(({ office }) => [office.code, office]));
  return {
    kind: 'items',
    topic: { text: translator(language)('responses:local.title'), language, fellBack: false },
    about: null,
    definition: null,
    continues: false,
    points: scale.points,
    labels: scale.labels.map((label) => localise(label, language)),
    notApplicable: scale.notApplicable ? localise(scale.notApplicable, language) : null,
    items: texts.map((text, index) => ({ id: String(index + 1), number: before + index + 1, text })),
    local: { by: [...offices.values()] },
  };
}

const emptyTexts = (length: number, language: Language): Text[] =>
  Array.from({ length }, () => ({ text: '', language, fellBack: false }));

function isSameTopic(
  before: { dimension: string | null; scale: Scale } | undefined,
  page: { dimension: string | null; scale: Scale },
): boolean {
  return before !== undefined && before.dimension === page.dimension && before.scale === page.scale;
}

function presentDemographic({ id, title, options, showIf }: Demographic, language: Language) {
  return {
    id,
    showIf,
    title: localise(title, language),
    options: options.map((option) => ({ id: option.id, title: localise(option.title, language) })),
  };
}

/** Whether any text had to be shown in Persian because the reader's language lacks it. */
export function fellBack(parts: readonly Part[]): boolean {
  return parts.some((part) =>
    part.kind === 'items'
      ? part.items.some(({ text }) => text.fellBack)
      : part.questions.some(({ title }) => title.fellBack),
  );
}

/** The translated sentences of the client script; the script fills in `{{…}}`. */
export function clientTexts(t: Translate, values: { until: string }): Record<string, string> {
  const names = [
    'step',
    'blankOne',
    'blankMany',
    'backTo',
    'next',
    'review',
    'reviewNone',
    'reviewBlank',
    'blankItem',
    'blankItems',
    'unit',
    'busy',
    'kioskSending',
    'kioskFailed',
    'rightOffline',
    'rightBusy',
    'overInvited',
    'headcountRaised',
    'codeMistyped',
    'transferReplace',
    'transferDamaged',
    'transferOffline',
    'sending',
    'waiting',
    'ownDone',
    'kept',
    'keptOffline',
    'notKept',
    'kiosk',
    'kioskOffline',
    'kioskBusy',
    'failed',
    'nothingAnswered',
    'keysDiffer',
  ];
  const texts = names.map((name) => [name, t(`responses:client.${name}`)]);
  const offline = t(values.until ? 'responses:client.offlineUntil' : 'responses:client.offline', values);
  return { ...Object.fromEntries(texts), offline, countdown: t('responses:kiosk.countdown') };
}

/**
 * The checklist that an administrator sees before the launch: each item is green or red, with the reason and the page to fix it. Some
 * red items block the launch; the others must be acknowledged, because only people can judge them.
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { formReportingUnits, type ReportingUnit } from '../../disclosure/reportingUnits.ts';
import { compileQuestionnaire, QuestionnaireError } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { rootsOf } from '../../offices/officeTree.ts';
import { approvedBlocks } from '../../waves/localBlocks.ts';
import { wavePath } from '../../waves/paths.ts';
import { itemCount } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import type { LocalBlock } from '../../waves/waveParts.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';
import { stepOfField, stepPath } from '../draft/draftSteps.ts';
import { placesFor, whyNoBlock } from '../localBlocks/blockRules.ts';

export interface ChecklistItem {
  /** Locale key under `launch:checklist`. */
  id: string;
  ok: boolean;
  /** Whether a red item prevents the launch. */
  blocksLaunch: boolean;
  /** Values for the texts `<id>.ok` and `<id>.red`. */
  values: Record<string, unknown>;
  /** Codes of the offices that the item is about. */
  offices: string[];
  link: string | null;
}

export interface ChecklistInput {
  wave: Wave;
  /** Its offices with those that join them into one tree (`connectOffices`). */
  connected: readonly WaveOffice[];
  /** The chosen instruments that exist, in the order chosen. */
  instruments: readonly Instrument[];
  /** Other waves that have been launched and not ended. */
  runningWaves: readonly Pick<Wave, '_id' | 'title' | 'instrumentIds' | 'offices'>[];
  keyDir: string;
  https: boolean;
  /** Collections that the store keeps in order of arrival. */
  unclustered: readonly string[];
  now: Date;
}

type ItemDetails = Partial<Omit<ChecklistItem, 'id' | 'ok'>>;
const item = (
  id: string,
  ok: boolean,
  { blocksLaunch = true, values = {}, offices = [], link = null }: ItemDetails = {},
) => ({
  id,
  ok,
  blocksLaunch,
  values,
  offices,
  link,
});

export function launchChecklist(input: ChecklistInput): ChecklistItem[] {
  return [
    ...unfinishedItems(input),
    datesItem(input),
    ...instrumentItems(input),
    ...officeItems(input),
    item('headline', true, { link: null }),
    ...pageItems(input),
    ...localItems(input),
    overlapItem(input),
    ...serverItems(input),
  ];
}

/** Fields that hold what could not be stored; nothing is said where there are none. */
function unfinishedItems({ wave }: ChecklistInput): ChecklistItem[] {
  const unfinished = wave.draft?.unfinished ?? [];
  const [first] = unfinished;
  if (!first) return [];
  const link = stepPath(wave._id, stepOfField(first.field), first.field.replaceAll('.', '-'));
  return [item('unfinished', false, { values: { count: unfinished.length }, link })];
}

function datesItem({ wave, now }: ChecklistInput): ChecklistItem {
  const ok = wave.opensAt !== null && wave.closesAt !== null && wave.closesAt > now;
  return item('dates', ok, { link: stepPath(wave._id, 'when', 'opensAt') });
}

function instrumentItems({ wave, instruments }: ChecklistInput): ChecklistItem[] {
  const link = stepPath(wave._id, 'what', 'instruments');
  const all = wave.instrumentIds.length > 0 && instruments.length === wave.instrumentIds.length;
  const chosen = item('instruments', all, {
    values: { count: instruments.length, items: itemCount(instruments) },
    link,
  });
  try {
    compileQuestionnaire(instruments);
    return [chosen, item('uniqueIds', true)];
  } catch (error) {
    if (!(error instanceof QuestionnaireError)) throw error;
    return [chosen, item('uniqueIds', false, { values: { problems: error.problems.join('؛ ') }, link })];
  }
}

function officeItems({ wave, connected }: ChecklistInput): ChecklistItem[] {
  const link = stepPath(wave._id, 'who', 'offices');
  if (wave.offices.length === 0) return [item('noOffices', false, { link })];
  const roots = rootsOf(connected);
  const without = wave.offices.filter(({ headcount }) => headcount === null).map(({ code }) => code);
  const empty = wave.offices.filter(({ headcount }) => headcount === 0).map(({ code }) => code);
  const people = wave.offices.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0);
  const units = formReportingUnits(connected, wave.minimumDetail);
  return [
    item('offices', roots.length === 1, {
      values: { count: wave.offices.length, roots: roots.length },
      offices: roots.length > 1 ? roots.map(({ code }) => code) : [],
      link,
    }),
    item('headcounts', without.length === 0 && people > 0, {
      values: { people, count: without.length },
      offices: without,
      link,
    }),
    item('withoutPeople', empty.length === 0, {
      blocksLaunch: false,
      values: { count: empty.length },
      offices: empty,
      link,
    }),
    unitsItem(wave, units, link),
  ];
}

/** The launch joins small offices; red only where even the joined group is too small to be reported. */
function unitsItem(wave: Wave, units: readonly ReportingUnit[], link: string): ChecklistItem {
  const tooSmall = units.filter(({ headcount }) => headcount && headcount < wave.minimumDetail);
  const joined = units.filter(({ kind }) => kind !== 'office').flatMap(({ offices }) => offices);
  const ok = units.length > 0 && tooSmall.length === 0;
  return item('units', ok, {
    values: { count: joined.length, minimum: wave.minimumDetail },
    offices: ok ? joined : tooSmall.flatMap(({ offices }) => offices),
    link,
  });
}

function pageItems({ wave }: ChecklistInput): ChecklistItem[] {
  const { sponsor, purpose, contact, afterLastTime } = wave.firstPage;
  const filled = Boolean(sponsor && purpose && contact && (afterLastTime || !wave.previous));
  return [
    item('firstPage', filled, { link: stepPath(wave._id, 'words', 'sponsor') }),
    item('preview', wave.previewReadAt !== null, { link: wavePath(wave._id, 'preview/whole') }),
  ];
}

/** Questions that offices have added; nothing is said where none may or has. */
function localItems({ wave, connected }: ChecklistInput): ChecklistItem[] {
  const blocks = wave.localBlocks ?? [];
  if (blocks.length === 0 && !wave.localOpen) return [];
  const link = wavePath(wave._id, 'local-questions');
  const waiting = blocks.filter(({ decision }) => decision === 'waiting');
  const approved = approvedBlocks(wave);
  const whyNot = whyNoBlock({ offices: connected, minimumDetail: wave.minimumDetail });
  const wrong = approved.filter(
    ({ office, questions }) =>
      !wave.offices.some(({ code }) => code === office) ||
      whyNot(office) !== null ||
      placesFor(approved, connected, office).places < questions.length,
  );
  const officesOf = (some: readonly LocalBlock[]) => some.map(({ office }) => office);
  return [
    item('localAsked', wrong.length === 0, {
      values: { count: wrong.length || approved.length },
      offices: officesOf(wrong.length > 0 ? wrong : approved),
      link,
    }),
    item('localWaiting', waiting.length === 0, {
      blocksLaunch: false,
      values: { count: waiting.length },
      offices: officesOf(waiting),
      link,
    }),
  ];
}

/** Two waves of one instrument over one office at once would let their answers be compared person by person. */
function overlapItem({ wave, runningWaves }: ChecklistInput): ChecklistItem {
  const codes = new Set(wave.offices.map(({ code }) => code));
  const clash = runningWaves.find(
    (other) =>
      other._id !== wave._id &&
      other.instrumentIds.some((id) => wave.instrumentIds.includes(id)) &&
      other.offices.some(({ code }) => codes.has(code)),
  );
  const link = clash ? wavePath(clash._id) : null;
  return item('overlap', !clash, { values: { wave: clash?.title ?? '' }, link });
}

function serverItems({ wave, keyDir, https, unclustered }: ChecklistInput): ChecklistItem[] {
  return [
    item('keyFolder', isWritable(keyDir)),
    item('backup', wave.backupTestedAt !== null, { blocksLaunch: false }),
    item('https', https, { blocksLaunch: false }),
    item('arrivalOrder', unclustered.length === 0, { blocksLaunch: false }),
  ];
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

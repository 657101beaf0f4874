/** What the fields of a draft offer: questionnaires, the tree of offices with what is chosen in each branch, levels and earlier waves. */
import { parseNumber } from '../../i18n/digits.ts';
import type { Reader } from '../../i18n/reader.ts';
import { currentInstruments } from '../../instruments/catalogue.ts';
import { localise } from '../../instruments/localised.ts';
import { offeredInstruments } from '../../instruments/retirement.ts';
import type { Levels } from '../../offices/levels/level.ts';
import { loadLevels } from '../../offices/levels/loadLevels.ts';
import type { Office } from '../../offices/office.ts';
import type { BriefWave } from '../../waves/getWave.ts';
import { wavePath, wavesPath } from '../../waves/paths.ts';
import { itemCount, type TreeRow, treeRows } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import { searchedBranches } from './chooseOffices.ts';
import type { DraftStep } from './draftSteps.ts';
import type { DraftValues } from './draftValues.ts';

interface Fields {
  /** null for a new draft. */
  wave: Wave | null;
  values: DraftValues;
  offices: readonly Office[];
  /** null: all of them. */
  step: DraftStep | null;
  /** Every wave, the newest first. */
  waves: readonly BriefWave[];
}

export async function presentFields({ wave, values, offices, step, waves }: Fields, reader: Reader) {
  const needsTree = step === 'who' || step === null;
  const isWhen = step === 'when' || step === null;
  return {
    action: wave ? wavePath(wave._id) : wavesPath,
    values,
    instruments: step === 'what' || step === null ? await instrumentChoices(reader) : [],
    tree: needsTree ? treeOf(offices, values, reader) : [],
    levels: needsTree ? levelsOf(offices, await loadLevels(), reader) : [],
    chosen: chosenOf(values),
    asksForms: isWhen && (await asksForms(values.instruments)),
    otherWaves: waves
      .filter(({ _id, state }) => _id !== wave?._id && state !== 'draft')
      .map(({ _id, title, offices: asked }) => ({ id: _id, title, offices: asked.length })),
  };
}

export type DraftTreeRow = TreeRow & {
  isHidden: boolean;
  isParent: boolean;
  isChosen: boolean;
  /** «۴ از ۵» of an office that has others below it. */
  below: string;
};

function treeOf(offices: readonly Office[], values: DraftValues, reader: Reader): DraftTreeRow[] {
  const shown = searchedBranches(offices, values.officeSearch);
  const chosen = new Set(values.offices);
  const rows = treeRows(
    offices.map((office) => ({ ...office, code: office._id })),
    reader,
  );
  const counts = branchCounts(rows, chosen);
  return rows.map((row, at) => {
    const isParent = (rows[at + 1]?.depth ?? 0) > row.depth;
    return {
      ...row,
      isHidden: !shown.has(row.code),
      isParent,
      isChosen: chosen.has(row.code),
      below: isParent ? reader.t('draft:choose.below', { ...counts[at] }) : '',
    };
  });
}

/** For each row how many offices its branch has, itself included, and how many of them are chosen. */
function branchCounts(rows: readonly TreeRow[], chosen: ReadonlySet<string>) {
  const counts = rows.map(() => ({ chosen: 0, all: 0 }));
  const above: number[] = [];
  for (const [at, { code, depth }] of rows.entries()) {
    above.length = depth;
    above[depth] = at;
    for (const one of above) {
      counts[one]!.all += 1;
      if (chosen.has(code)) counts[one]!.chosen += 1;
    }
  }
  return counts;
}

function levelsOf(offices: readonly Office[], { all, name }: Levels, { t, lang }: Reader) {
  const present = new Set(offices.map(({ level }) => level));
  const levels = all.filter(({ id }) => present.has(id));
  return levels.map(({ id: level }) => ({
    value: level,
    label: t('draft:choose.levelOf', {
      level: name(level, lang),
      count: offices.filter((office) => office.level === level).length,
    }),
  }));
}

/** How many offices and, as far as it is known, people are chosen. */
function chosenOf({ offices, headcounts }: DraftValues) {
  const people = offices.reduce((sum, code) => sum + (parseNumber(headcounts[code] ?? '') ?? 0), 0);
  return { offices: offices.length, people };
}

/** Whether a questionnaire is a short form, or has one: the wave before may have asked the other. */
async function asksForms(chosen: readonly string[]): Promise<boolean> {
  const all = await currentInstruments();
  const isChosen = (id: string | undefined) => id !== undefined && chosen.includes(id);
  return all.some(({ id, shortFormOf }) => shortFormOf && (isChosen(id) || isChosen(shortFormOf.id)));
}

async function instrumentChoices({ lang }: Reader) {
  const instruments = await offeredInstruments();
  return instruments.map((instrument) => ({
    id: instrument.id,
    title: localise(instrument.title, lang).text,
    items: itemCount([instrument]),
    minutes: instrument.minutes,
    isShort: instrument.minutes < 1,
  }));
}

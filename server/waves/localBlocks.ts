/**
 * Questions that an office adds to a wave for itself and everything below it. A unit is asked the approved blocks of all offices above
 * it, the highest first, five questions at most in all; a ballot knows them by their place in that list.
 */
import type { Localised, Scale } from '../instruments/instrument.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { Wave } from './wave.ts';
import type { LocalBlock } from './waveParts.ts';
import type { WaveOffice, WaveUnit } from './waveUnit.ts';

/** So many one person is asked, whichever offices have added them. */
export const maxLocalQuestions = 5;

export interface LocalQuestion {
  office: Pick<WaveOffice, 'code' | 'nameFa' | 'nameEn'>;
  text: Localised;
  scale: Scale;
}

type AskingWave = Pick<Wave, 'localBlocks' | 'offices' | 'instruments'>;

export const approvedBlocks = ({ localBlocks = [] }: Pick<Wave, 'localBlocks'>): LocalBlock[] =>
  localBlocks.filter(({ decision }) => decision === 'approved');

/** What a unit is asked, in the order of the places 1, 2, … of a ballot; nothing before the wave has an instrument. */
export function localQuestionsOf(wave: AskingWave, unit: Pick<WaveUnit, 'offices'>): LocalQuestion[] {
  const scale = wave.instruments[0]?.scale;
  if (!scale) return [];
  return blocksOver(approvedBlocks(wave), wave, unit.offices).flatMap(({ office, questions }) => {
    const { code, nameFa, nameEn } = wave.offices.find((one) => one.code === office)!;
    return questions.map((text) => ({ office: { code, nameFa, nameEn }, text, scale }));
  });
}

/** The blocks of offices that all these offices are below, or are, from the top down. */
export function blocksOver(
  blocks: readonly LocalBlock[],
  { offices }: Pick<Wave, 'offices'>,
  codes: readonly string[],
): LocalBlock[] {
  if (blocks.length === 0 || codes.length === 0) return [];
  const tree = officeTree(offices);
  const lineOf = (code: string) => [code, ...tree.ancestors(code).map((office) => office.code)];
  const lines = codes.map((code) => new Set(lineOf(code)));
  return blocks
    .filter(({ office }) => tree.get(office) && lines.every((line) => line.has(office)))
    .sort((a, b) => tree.ancestors(a.office).length - tree.ancestors(b.office).length);
}

/** How many places each ballot of the wave has for such answers: the same in all, so that its size tells nothing. */
export function localPlaces(wave: AskingWave & Pick<Wave, 'units'>): number {
  if (approvedBlocks(wave).length === 0) return 0;
  return Math.max(0, ...wave.units.map((unit) => localQuestionsOf(wave, unit).length));
}

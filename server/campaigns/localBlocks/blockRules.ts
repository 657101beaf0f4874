/** Which offices of a draft may add questions, and how many are left to them. Pure: the check before the launch asks the same. */
import { formReportingUnits } from '../../disclosure/reportingUnits.ts';
import { officeTree } from '../../offices/officeTree.ts';
import { maxLocalQuestions } from '../../waves/localBlocks.ts';
import type { LocalBlock } from '../../waves/waveParts.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';

/** `joined`: some of its people are reported together with others; `tooFew`: all of them are fewer than `minimumDetail`. */
export type NoBlock = 'joined' | 'tooFew';

export interface AskingOffices {
  /** With those that join them into one tree (`connectOffices`). */
  offices: readonly WaveOffice[];
  minimumDetail: number;
}

/** The rule for all offices of a draft, whose units are formed once. */
export function whyNoBlock({ offices, minimumDetail }: AskingOffices): (office: string) => NoBlock | null {
  const tree = officeTree(offices);
  const units = formReportingUnits(offices, minimumDetail);
  return (office) => {
    const codes = new Set(tree.subtree(office).map(({ code }) => code));
    const isIn = (code: string) => codes.has(code);
    if (units.some((unit) => unit.offices.some(isIn) && !unit.offices.every(isIn))) return 'joined';
    const people = units
      .filter((unit) => unit.offices.every(isIn))
      .reduce((sum, { headcount }) => sum + (headcount ?? 0), 0);
    return people < minimumDetail ? 'tooFew' : null;
  };
}

/** Blocks of other offices that people of this one, or below it, are asked; returned ones hold no place. */
function othersOver(blocks: readonly LocalBlock[], offices: readonly WaveOffice[], office: string) {
  const tree = officeTree(offices);
  const others = blocks.filter((block) => block.office !== office && block.decision !== 'returned');
  return tree.subtree(office).map(({ code }) => {
    const line = new Set([code, ...tree.ancestors(code).map((above) => above.code)]);
    return others.filter((block) => line.has(block.office));
  });
}

const countIn = (blocks: readonly LocalBlock[]) =>
  blocks.reduce((sum, { questions }) => sum + questions.length, 0);

/** How many questions an office may still have, its own included, and the offices that hold the other places. */
export function placesFor(
  blocks: readonly LocalBlock[],
  offices: readonly WaveOffice[],
  office: string,
): { places: number; heldBy: string[] } {
  const lines = othersOver(blocks, offices, office);
  const held = Math.max(0, ...lines.map(countIn));
  const heldBy = [...new Set(lines.flatMap((line) => line.map((block) => block.office)))];
  return { places: Math.max(0, maxLocalQuestions - held), heldBy };
}

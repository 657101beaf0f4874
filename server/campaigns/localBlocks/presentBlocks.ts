/** What the pages show of the questions that offices add: their state in words, and why an office cannot add any. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import { officeName } from '../../offices/officeName.ts';
import { treeRows } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import type { LocalBlock } from '../../waves/waveParts.ts';
import { connectOffices } from '../launch/connectOffices.ts';
import { instrumentsOf } from '../launch/launchWave.ts';
import { placesFor, whyNoBlock } from './blockRules.ts';
import { localBlockPath } from './paths.ts';
import { blockOf, versionOf } from './saveBlock.ts';

export const stateWord = (block: LocalBlock | null, { t }: Reader): string =>
  t(`localBlocks:state.${block?.decision ?? 'none'}`);

const textsOf = (block: LocalBlock, { lang }: Reader) =>
  block.questions.map((question) => localise(question, lang).text);

/** Blocks that were written, for the administrator who decides. @param me who cannot approve their own words */
export async function presentBlocks(wave: Wave, me: string, reader: Reader) {
  const { localBlocks = [] } = wave;
  const names = await displayNames(localBlocks.map(({ by }) => by));
  return localBlocks.flatMap((block) => {
    const office = wave.offices.find(({ code }) => code === block.office);
    return [
      {
        office: block.office,
        name: office ? officeName(office, reader.lang) : block.office,
        href: localBlockPath(wave._id, block.office),
        state: stateWord(block, reader),
        isWaiting: block.decision === 'waiting',
        isOwn: block.by === me,
        by: reader.t('localBlocks:list.by', { name: names[block.by] ?? block.by }),
        note: block.note,
        questions: textsOf(block, reader),
        seen: versionOf(block),
      },
    ];
  });
}

/** Offices that may be written for, as choices of a form, in the order of the tree. */
export async function askableOffices(
  wave: Wave,
  reader: Reader,
): Promise<{ value: string; label: string }[]> {
  const offices = await connectOffices(wave.offices);
  const { minimumDetail } = wave;
  const whyNot = whyNoBlock({ offices, minimumDetail });
  return treeRows(wave.offices, reader)
    .filter(({ code }) => whyNot(code) === null)
    .map(({ code, name, depth }) => ({ value: code, label: `${'– '.repeat(depth)}${name}` }));
}

/** Of the form of one office. */
export async function presentBlock(wave: Wave, office: string, reader: Reader) {
  const { t, f, lang } = reader;
  const block = blockOf(wave, office);
  const offices = await connectOffices(wave.offices);
  const { minimumDetail, localBlocks = [] } = wave;
  const why = whyNoBlock({ offices, minimumDetail })(office);
  const { places, heldBy } = placesFor(localBlocks, offices, office);
  const names = new Map(offices.map((one) => [one.code, officeName(one, lang)]));
  const [instrument] = await instrumentsOf(wave);
  return {
    officeTitle: names.get(office) ?? office,
    state: stateWord(block, reader),
    note: block?.decision === 'returned' ? block.note : '',
    why: why ? t(`localBlocks:why.${why}`, { minimum: f.number(minimumDetail) }) : '',
    places,
    held:
      heldBy.length > 0
        ? t('localBlocks:edit.held', { offices: f.list(heldBy.map((code) => names.get(code) ?? code)) })
        : '',
    scale: instrument ? f.list(instrument.scale.labels.map((label) => localise(label, lang).text)) : '',
  };
}

/**
 * Writes, approves and returns the questions that an office adds to a draft. Whoever saves or decides says what they have read: where it
 * has changed since, nothing is overwritten and nothing approved unseen.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import type { Localised } from '../../instruments/localised.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { getWave } from '../../waves/getWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { LocalBlock } from '../../waves/waveParts.ts';
import { connectOffices } from '../launch/connectOffices.ts';
import { requireEditable } from '../requireState.ts';
import { placesFor, whyNoBlock } from './blockRules.ts';

export const blockOf = ({ localBlocks = [] }: Pick<Wave, 'localBlocks'>, office: string): LocalBlock | null =>
  localBlocks.find((block) => block.office === office) ?? null;

/** What a page shows of a block; '' where there is none. */
export function versionOf(block: LocalBlock | null): string {
  if (!block) return '';
  return createHash('sha256')
    .update(JSON.stringify([block.questions, block.decision]))
    .digest('base64url');
}

/** `theirs`: what somebody else has made of it since. */
export type SavedBlock = { saved: true } | { saved: false; theirs: LocalBlock | null };

interface Written {
  office: string;
  /** None takes the block away. */
  questions: Localised[];
  /** The version that the writer began from. */
  began: string;
}

/** @throws Conflict once launched */
export async function saveBlock(
  id: string,
  { office, questions, began }: Written,
  auditContext: AuditContext,
): Promise<SavedBlock> {
  const written: LocalBlock[] =
    questions.length > 0
      ? [{ office, questions, decision: 'waiting', by: auditContext.actor, decidedBy: null, note: '' }]
      : [];
  let theirs: LocalBlock | null | undefined;
  const isSaved = await changeBlocks(id, (wave) => {
    const stored = blockOf(wave, office);
    if (isDeepStrictEqual(stored?.questions ?? [], questions)) return null;
    theirs = versionOf(stored) === began ? undefined : stored;
    return theirs === undefined ? replaced(wave, office, written) : null;
  });
  if (theirs !== undefined) return { saved: false, theirs };
  if (isSaved) await auditWave(auditContext, 'wave.localWritten', id, { office, count: questions.length });
  return { saved: true };
}

export interface Decided {
  office: string;
  decision: 'approved' | 'returned';
  note: string;
  /** The version that was read. */
  seen: string;
}

/** @throws Conflict for one's own words, for words that have changed, and for those that cannot be asked; NotFound */
export async function decideBlock(
  id: string,
  { office, decision, note, seen }: Decided,
  auditContext: AuditContext,
): Promise<void> {
  const wave = await getWave(id);
  if (decision === 'approved') await requireAskable(wave, office);
  await changeBlocks(id, (now) => {
    const stored = blockOf(now, office);
    if (!stored) throw new NotFound();
    if (versionOf(stored) !== seen) throw new Conflict('localBlocks:conflict.changed');
    if (stored.by === auditContext.actor) throw new Conflict('localBlocks:conflict.own');
    return replaced(now, office, [{ ...stored, decision, decidedBy: auditContext.actor, note }]);
  });
  const action = decision === 'approved' ? 'wave.localApproved' : 'wave.localReturned';
  await auditWave(auditContext, action, id, { office });
}

/** Lets managers write, or no longer. @throws Conflict once launched */
export async function openForOffices(id: string, isOpen: boolean, auditContext: AuditContext): Promise<void> {
  const done = await WaveModel.updateOne(
    { _id: id, state: 'draft', job: null },
    { $set: { localOpen: isOpen } },
  );
  if (done.matchedCount === 0) throw new Conflict('campaigns:conflict.launched');
  await auditWave(auditContext, isOpen ? 'wave.localOpened' : 'wave.localShut', id);
}

async function requireAskable(wave: Wave, office: string): Promise<void> {
  const offices = await connectOffices(wave.offices);
  const { minimumDetail, localBlocks = [] } = wave;
  const { places } = placesFor(localBlocks, offices, office);
  const isTooMany = (blockOf(wave, office)?.questions.length ?? 0) > places;
  if (isTooMany || whyNoBlock({ offices, minimumDetail })(office) !== null)
    throw new Conflict('localBlocks:conflict.notAskable');
}

const replaced = ({ localBlocks = [] }: Pick<Wave, 'localBlocks'>, office: string, by: LocalBlock[]) => [
  ...localBlocks.filter((block) => block.office !== office),
  ...by,
];

const tries = 8;

/** @returns whether anything was changed. @param change null where nothing is to be. @throws Conflict once launched */
async function changeBlocks(id: string, change: (wave: Wave) => LocalBlock[] | null): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const wave = await getWave(id);
    requireEditable(wave);
    const localBlocks = change(wave);
    if (localBlocks === null) return false;
    const done = await WaveModel.updateOne(
      { _id: id, state: 'draft', job: null, revision: wave.revision },
      { $set: { localBlocks, previewReadAt: null }, $inc: { revision: 1 } },
    );
    if (done.matchedCount > 0) return true;
  }
  throw new Conflict('campaigns:conflict.decided');
}

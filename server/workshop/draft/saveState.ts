/** Writes the next state of a draft. Of two writers who both saw one state the second is told so and writes nothing. */

import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import type { SaidOfTranslation } from '../translation/translationState.ts';
import { type Deed, type DraftState, DraftStateModel, type ItemClass, stateId } from './draftState.ts';
import { OpenDraftModel } from './openDraft.ts';

interface NextState {
  content: Instrument;
  did: Deed;
  classes?: Record<string, ItemClass>;
  translations?: SaidOfTranslation[];
  submitted?: boolean;
}

/** @returns false where somebody else has saved since `latest` */
export async function saveState(
  latest: Pick<DraftState, 'instrument' | 'number' | 'classes' | 'translations'>,
  {
    content,
    did,
    classes = latest.classes,
    translations = latest.translations,
    submitted = false,
  }: NextState,
  { actor, now }: AuditContext,
): Promise<boolean> {
  const { instrument } = latest;
  const number = latest.number + 1;
  const isOurs = await insertOnce(() =>
    DraftStateModel.create({
      _id: stateId(instrument, number),
      ...{ instrument, number, at: now, by: actor, did, content, classes, translations, submitted },
    }),
  );
  if (isOurs) await listDraft(content);
  return isOurs;
}

async function listDraft({ id, title }: Instrument): Promise<void> {
  await OpenDraftModel.updateOne({ _id: id }, { $set: { title } }, { upsert: true });
}

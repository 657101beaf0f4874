/** Creates and edits drafts. Nothing is frozen yet: the draft stores the chosen ids, and the launch copies what they refer to. */

import mongoose from 'mongoose';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { randomId } from '../../database/randomId.ts';
import type { FieldError } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { standingLast } from '../../instruments/standing.ts';
import { type Office, OfficeModel } from '../../offices/office.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { closedBefore } from '../../waves/closedBefore.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';
import { writtenWords } from '../../waves/words/waveWords.ts';
import type { DraftInput } from './draftForm.ts';

type Saved = { ok: true; id: string } | { ok: false; errors: FieldError[] };

/** @param like a wave whose words of messages the draft takes over */
export async function createDraft(
  input: DraftInput,
  instruments: readonly string[],
  auditContext: AuditContext,
  { id = randomId(), like = null }: { id?: string; like?: Wave | null } = {},
): Promise<Saved> {
  const fields = await draftFields(input, instruments);
  if ('errors' in fields) return { ok: false, errors: fields.errors };
  const { messageLanguages } = like ?? {};
  const words = like ? writtenWords(like) : undefined;
  const copied = { ...(words && { words }), ...(messageLanguages && { messageLanguages }) };
  await WaveModel.create({ ...fields.value, ...copied, _id: id, state: 'draft' });
  await auditWave(auditContext, 'wave.draft', id, { title: input.title });
  return { ok: true, id };
}

/** After a change of wording or questions the preview counts as unread again. @throws Conflict once launched */
export async function editDraft(
  wave: Wave,
  input: DraftInput,
  instruments: readonly string[],
  auditContext: AuditContext,
): Promise<Saved> {
  const fields = await draftFields(input, instruments);
  if ('errors' in fields) return { ok: false, errors: fields.errors };
  const previewed = ({ title, instrumentIds, firstPage, minimum, minimumDetail }: Partial<Wave>) =>
    JSON.stringify([title, instrumentIds, firstPage, minimum, minimumDetail]);
  const previewReset = previewed(wave) === previewed(fields.value) ? {} : { previewReadAt: null };
  const done = await WaveModel.updateOne(
    { _id: wave._id, state: 'draft', job: null },
    { $set: { ...fields.value, ...previewReset } },
  );
  if (done.matchedCount === 0) throw new Conflict('campaigns:conflict.launched');
  await auditWave(auditContext, 'wave.edit', wave._id, { title: input.title });
  return { ok: true, id: wave._id };
}

async function draftFields(
  input: DraftInput,
  instruments: readonly string[],
): Promise<{ value: Partial<Wave> } | { errors: FieldError[] }> {
  const offices = await OfficeModel.find({
    _id: mongoose.trusted({ $in: input.offices }),
  }).lean();
  const errors: FieldError[] = [];
  if (input.instruments.some((id) => !instruments.includes(id))) {
    errors.push({ field: 'instruments', message: 'campaigns:errors.unknownInstrument' });
  }
  if (offices.length < new Set(input.offices).size) {
    errors.push({ field: 'offices', message: 'campaigns:errors.unknownOffice' });
  }
  const previous = input.previous === null ? null : await WaveModel.findById(input.previous).lean();
  if (previous && !closedBefore(previous, input.opensAt ?? input.closesAt)) {
    errors.push({ field: 'previous', message: 'campaigns:errors.previousNotBefore' });
  }
  if (errors.length > 0) return { errors };
  const {
    sponsor,
    purpose,
    contact,
    afterLastTime,
    headcounts,
    instruments: ids,
    offices: _,
    ...rest
  } = input;
  const firstPage = { sponsor, purpose, contact, afterLastTime };
  const chosen = offices.map((office) => draftOffice(office, headcounts[office._id] ?? null));
  return { value: { ...rest, firstPage, instrumentIds: standingLast(ids), offices: chosen } };
}

function draftOffice(office: Office, headcount: number | null): WaveOffice {
  const { _id: code, level, nameFa, nameEn, parent } = office;
  return { code, level, nameFa, nameEn, parent, headcount, unit: '' };
}

/** @throws Conflict once launched */
export async function deleteDraft(wave: Wave, auditContext: AuditContext): Promise<void> {
  const done = await WaveModel.deleteOne({ _id: wave._id, state: 'draft', job: null });
  if (done.deletedCount === 0) throw new Conflict('campaigns:conflict.launched');
  await auditWave(auditContext, 'wave.deleteDraft', wave._id, { title: wave.title });
}

/** The administrator has read the preview of what employees will see. @param previewSeen digests of its parts */
export async function markPreviewRead(
  wave: Wave,
  previewSeen: Record<string, string>,
  auditContext: AuditContext,
): Promise<void> {
  await WaveModel.updateOne(
    { _id: wave._id, state: 'draft' },
    { $set: { previewReadAt: auditContext.now, previewSeen } },
  );
  await auditWave(auditContext, 'wave.previewRead', wave._id);
}

/** The administrator declares that they restored a backup and checked it; the program cannot know that by itself. */
export async function markBackupTested(wave: Wave, auditContext: AuditContext): Promise<void> {
  await WaveModel.updateOne(
    { _id: wave._id, state: 'draft' },
    { $set: { backupTestedAt: auditContext.now } },
  );
  await auditWave(auditContext, 'wave.backupTested', wave._id);
}

/** Creates drafts, and what may be stored of them. Nothing is frozen yet: the draft stores the chosen ids, and the launch copies what they refer to. */

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
import type { DraftPart } from './draftParts.ts';
import { type TranslatedField, translationPlace, translationsOf } from './translatedFields.ts';

type Saved = { ok: true; id: string } | { ok: false; errors: FieldError[] };

/** @param like a wave whose words of messages the draft takes over */
export async function createDraft(
  input: Omit<DraftInput, TranslatedField> & Partial<Record<TranslatedField, string>>,
  instruments: readonly string[],
  auditContext: AuditContext,
  { id = randomId(), like = null }: { id?: string; like?: Wave | null } = {},
): Promise<Saved> {
  const { value, errors } = await storableFields(input, instruments);
  if (errors.length > 0) return { ok: false, errors };
  const { messageLanguages } = like ?? {};
  const words = like ? writtenWords(like) : undefined;
  const copied = { ...(words && { words }), ...(messageLanguages && { messageLanguages }) };
  const { sponsor, purpose, contact, afterLastTime, instruments: instrumentIds, ...others } = value;
  const rest = Object.fromEntries(Object.entries(others).filter(([field]) => !translationPlace(field)));
  const firstPage = { sponsor, purpose, contact, afterLastTime };
  await WaveModel.create({
    ...rest,
    ...copied,
    firstPage,
    translations: translationsOf(value),
    instrumentIds,
    _id: id,
    state: 'draft',
  } as Partial<Wave>);
  await auditWave(auditContext, 'wave.draft', id, { title: input.title });
  return { ok: true, id };
}

/** What of the fields can be stored, by their names, and what is wrong with those that cannot. */
export async function storableFields(
  { offices: codes, headcounts, ...input }: Partial<DraftInput>,
  instruments: readonly string[],
): Promise<{ value: Partial<Record<DraftPart, unknown>>; errors: FieldError[] }> {
  const value: Partial<Record<DraftPart, unknown>> = { ...input };
  const errors: FieldError[] = [];
  const refuse = (field: DraftPart, message: string) => {
    errors.push({ field, message: `campaigns:errors.${message}` });
    delete value[field];
  };
  if (input.instruments?.some((id) => !instruments.includes(id))) refuse('instruments', 'unknownInstrument');
  else if (input.instruments) value.instruments = standingLast(input.instruments);
  if (codes) {
    const offices = await OfficeModel.find({ _id: mongoose.trusted({ $in: codes }) }).lean();
    if (offices.length < new Set(codes).size) refuse('offices', 'unknownOffice');
    else value.offices = offices.map((office) => draftOffice(office, headcounts?.[office._id] ?? null));
  }
  const previous = input.previous ? await WaveModel.findById(input.previous).lean() : null;
  if (previous && !closedBefore(previous, input.opensAt ?? input.closesAt ?? null))
    refuse('previous', 'previousNotBefore');
  return { value, errors };
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

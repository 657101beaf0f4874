/**
 * Saves a step of a draft. What can be stored is stored; what cannot stays as it was typed, with its error, until it is mended. Where
 * somebody else has changed the same part meanwhile, nothing of theirs is replaced before the second has seen it.
 */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { getWave } from '../../waves/getWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { DraftState, TypedField } from '../../waves/waveParts.ts';
import { requireEditable } from '../requireState.ts';
import { readDraft } from './draftForm.ts';
import { type DraftPart, partsOf, placeOf, storedPart, versionOfPart } from './draftParts.ts';
import { type DraftStep, fieldsOf } from './draftSteps.ts';
import type { DraftValues } from './draftValues.ts';
import { storableFields } from './saveDraft.ts';

interface StepInput {
  /** null: the whole form at once. */
  step: DraftStep | null;
  values: DraftValues;
  /** Versions of the parts that the form was opened with; a part without one replaces what is there. */
  began: Partial<Record<DraftPart, string>>;
  /** Ids of the instruments that may be asked. */
  instruments: readonly string[];
}

export interface SavedStep {
  /** As it is stored now. */
  wave: Wave;
  errors: FieldError[];
  /** Parts that two people changed, the other's content stored; by whom. */
  conflicts: { part: DraftPart; by: string }[];
  /** Parts that only somebody else changed. */
  theirs: { part: DraftPart; by: string }[];
}

/** @throws Conflict once launched */
export async function saveStep(id: string, input: StepInput, auditContext: AuditContext): Promise<SavedStep> {
  const tries = 8;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const wave = await getWave(id);
    requireEditable(wave);
    const plan = await planChange(wave, input, auditContext);
    const { $set, changed, ...told } = plan;
    const done = await WaveModel.updateOne(
      { _id: id, state: 'draft', job: null, revision: wave.revision },
      { $set, $inc: { revision: 1 } },
    );
    if (done.matchedCount === 0) continue;
    const now = await getWave(id);
    if (changed.length > 0) await auditWave(auditContext, 'wave.edit', id, { title: now.title });
    return { wave: now, ...told };
  }
  throw new Conflict('campaigns:conflict.decided');
}

async function planChange(
  wave: Wave,
  { step, values, began, instruments }: StepInput,
  { actor, now }: AuditContext,
) {
  const read = readDraft(values, fieldsOf(step));
  const storable = await storableFields(read.value, instruments);
  const errors = [...read.errors, ...storable.errors];
  const edits: DraftState['edits'] = { ...wave.draft?.edits };
  const $set: Record<string, unknown> = {};
  const changed: DraftPart[] = [];
  const conflicts: SavedStep['conflicts'] = [];
  const theirs: SavedStep['theirs'] = [];
  for (const part of partsOf(step)) {
    if (!(part in storable.value)) continue;
    const version = versionOfPart(part, storable.value[part]);
    const stored = versionOfPart(part, storedPart(wave, part));
    if (version === stored) continue;
    const isTheirs = began[part] !== undefined && began[part] !== stored;
    const by = edits[part]?.by ?? '';
    if (isTheirs) (version === began[part] ? theirs : conflicts).push({ part, by });
    else {
      $set[placeOf(part)] = storable.value[part];
      edits[part] = { by: actor, at: now };
      changed.push(part);
    }
  }
  const kept = typedStill(wave, { step, values, errors });
  $set.draft = { edits, unfinished: kept, savedAt: now, savedBy: actor } satisfies DraftState;
  if (changed.some((part) => previewed.has(part))) $set.previewReadAt = null;
  return { $set, changed, errors, conflicts, theirs };
}

/** Parts that stand on the pages of the preview: after a change they count as unread again. */
const previewed = new Set<DraftPart>([
  ...(['title', 'instruments', 'minimum', 'minimumDetail'] as const),
  ...partsOf('words'),
]);

/** What was typed and could not be stored, with that of the other steps. */
function typedStill(
  wave: Wave,
  { step, values, errors }: Pick<StepInput, 'step' | 'values'> & { errors: readonly FieldError[] },
): TypedField[] {
  const saved = new Set<string>(fieldsOf(step));
  const elsewhere = (wave.draft?.unfinished ?? []).filter(
    ({ field }) => !saved.has(field.split('.')[0] ?? ''),
  );
  const wrong = [...new Set(errors.map(({ field }) => field))].map((field) => ({
    field,
    typed: typedIn(values, field),
  }));
  return [...elsewhere, ...wrong];
}

const longest = 5000;
function typedIn(values: DraftValues, field: string): string | string[] {
  const [name, code] = field.split('.');
  const typed = code === undefined ? values[name as keyof DraftValues] : values.headcounts[code];
  return Array.isArray(typed) ? typed : String(typed ?? '').slice(0, longest);
}

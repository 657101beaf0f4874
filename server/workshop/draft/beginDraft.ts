/** Begins a draft: from the newest version of an instrument, or from nothing. An instrument has one draft at most. */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { defaultMargin, productBands } from '../../instruments/bands.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import type { Instrument, Localised } from '../../instruments/instrument.ts';
import { storedVersion } from '../../instruments/storedInstrument.ts';
import { type ScaleName, scaleOf } from '../knownScales.ts';
import type { SaidOfTranslation } from '../translation/translationState.ts';
import type { Deed } from './draftState.ts';
import { findDraft, nextNumber } from './getDraft.ts';
import { saveState } from './saveState.ts';

/** From the newest version; where there is a draft already it stays as it is. @throws NotFound */
export async function beginDraft(id: string, auditContext: AuditContext): Promise<void> {
  if (await findDraft(id)) return;
  const newest = (await allInstruments()).find((one) => one.id === id);
  if (!newest) throw new NotFound('instruments:notFound');
  const content = { ...withoutChanges(newest), version: newest.version + 1 };
  const said = ((await storedVersion(newest))?.said ?? []) as SaidOfTranslation[];
  await firstState(content, { name: 'begun', values: { version: newest.version } }, auditContext, said);
}

/** A file as the next state of the instrument's draft, which is begun where there is none. */
export async function draftFromContent(
  content: Instrument,
  did: Deed,
  auditContext: AuditContext,
): Promise<void> {
  const draft = await findDraft(content.id);
  if (!draft) {
    const newest = (await allInstruments()).find(({ id }) => id === content.id);
    const first = { ...withoutChanges(content), version: (newest?.version ?? 0) + 1 };
    return firstState(first, did, auditContext);
  }
  const next = { ...withoutChanges(content), version: draft.content.version };
  if (!(await saveState(draft, { content: next, did }, auditContext)))
    throw new Conflict('workshop:errors.savedMeanwhile');
}

export interface BlankInstrument {
  id: string;
  title: Localised;
  scale: ScaleName;
}

/** @returns false where the id is taken, by an instrument or by a draft */
export async function beginBlank(
  { id, title, scale }: BlankInstrument,
  auditContext: AuditContext,
): Promise<boolean> {
  const isTaken = (await allInstruments()).some((one) => one.id === id) || (await findDraft(id)) !== null;
  if (isTaken) return false;
  const content: Instrument = {
    id,
    version: 1,
    title,
    minutes: 1,
    scale: scaleOf(scale),
    dimensions: [],
    controls: [],
    demographics: [],
    openQuestions: [],
    bands: structuredClone(productBands),
    ideal: null,
    margin: defaultMargin,
  };
  await firstState(content, { name: 'blank', values: {} }, auditContext);
  return true;
}

/** @returns false where the id is taken, by an instrument or by a draft */
export async function beginWith(
  content: Instrument,
  did: Deed,
  auditContext: AuditContext,
  said: SaidOfTranslation[] = [],
): Promise<boolean> {
  const { id } = content;
  if ((await allInstruments()).some((one) => one.id === id) || (await findDraft(id))) return false;
  await firstState(content, did, auditContext, said);
  return true;
}

/** `change` and `scaleChange` say what differs from the version before, which a draft finds out anew. */
function withoutChanges({ previousVersion: _, scaleChange: _scale, ...instrument }: Instrument): Instrument {
  const dimensions = instrument.dimensions.map((dimension) => ({
    ...dimension,
    items: dimension.items.map(({ change: _change, ...item }) => item),
  }));
  return { ...instrument, dimensions };
}

/** Of two people who begin at once the second finds the draft of the first. */
async function firstState(
  content: Instrument,
  did: Deed,
  auditContext: AuditContext,
  translations: SaidOfTranslation[] = [],
): Promise<void> {
  const { id } = content;
  const number = (await nextNumber(id)) - 1;
  const latest = { instrument: id, number, classes: {}, translations };
  if (!(await saveState(latest, { content, did }, auditContext))) return;
  const { actor, now } = auditContext;
  const detail = { version: content.version };
  await audit({ at: now, actor, action: 'instrument.draft', subject: { kind: 'instrument', id }, detail });
}

/**
 * From a draft to a version: one administrator sends it for approval, another one approves it. What is approved is what was sent, because
 * a later save takes the request back. Versions never change afterwards.
 */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import { Conflict } from '../../http/httpErrors.ts';
import type { Language } from '../../i18n/languages.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { parseInstrument } from '../../instruments/readInstrument.ts';
import { StoredInstrumentModel } from '../../instruments/storedInstrument.ts';
import { baseOf } from '../differences/baseOf.ts';
import { compareDraft, withChanges } from '../differences/compareDraft.ts';
import { problemsOf } from '../problemsOf.ts';
import { textsOfDraft } from '../translation/saveTranslations.ts';
import { checkedLanguages } from '../translation/translationState.ts';
import type { DraftState } from './draftState.ts';
import { endDraft } from './endDraft.ts';
import { getDraft } from './getDraft.ts';
import { saveState } from './saveState.ts';

/** @throws Conflict while something is wrong, an item is not classed, or somebody has saved since `from` */
export async function submitDraft(id: string, from: number, auditContext: AuditContext): Promise<void> {
  const draft = await getDraft(id);
  if (draft.number !== from) throw new Conflict('workshop:errors.savedMeanwhile');
  await requireReady(draft);
  const { content } = draft;
  const did = { name: 'submitted', values: {} };
  if (!(await saveState(draft, { content, did, submitted: true }, auditContext)))
    throw new Conflict('workshop:errors.savedMeanwhile');
  await auditDraft('instrument.submit', id, { version: content.version }, auditContext);
}

async function requireReady({ instrument, content, classes }: DraftState): Promise<void> {
  if (problemsOf(content).length > 0) throw new Conflict('workshop:errors.notSound');
  const base = await baseOf(instrument);
  const { unclassed = 0 } = base ? compareDraft(base.version, content, classes) : {};
  if (unclassed > 0) throw new Conflict('workshop:errors.unclassed', { count: unclassed });
}

/** @returns the version it became. @throws Conflict for whoever sent it, and where it is not what was sent */
export async function approveDraft(id: string, from: number, auditContext: AuditContext): Promise<number> {
  const draft = await getDraft(id);
  if (!draft.submitted || draft.number !== from) throw new Conflict('workshop:errors.savedMeanwhile');
  if (draft.by === auditContext.actor) throw new Conflict('workshop:errors.ownApproval');
  await requireReady(draft);
  const instrument = await versionOf(draft);
  const _id = `${id}@${instrument.version}`;
  const checked: Language[] = ['fa', ...checkedLanguages(await textsOfDraft(draft))];
  if (
    !(await insertOnce(() =>
      StoredInstrumentModel.create({ _id, instrument, checked, said: draft.translations }),
    ))
  )
    throw new Conflict('workshop:errors.savedMeanwhile');
  const detail = { version: instrument.version, author: draft.by };
  await auditDraft('instrument.approve', id, detail, auditContext);
  await endDraft(draft, { name: 'approved', values: { version: instrument.version } }, auditContext);
  return instrument.version;
}

/** The file that the draft stands for, with the next free number and what each item's wording is to the version before. */
export async function versionOf({ instrument, content, classes }: DraftState): Promise<Instrument> {
  const newest = (await allInstruments()).find(({ id }) => id === instrument)?.version ?? 0;
  const draft = { ...content, version: Math.max(content.version, newest + 1) };
  const base = await baseOf(instrument);
  const whole = base
    ? withChanges(base.version, draft, compareDraft(base.version, draft, classes), 'changed')
    : draft;
  return parseInstrument(JSON.stringify(whole), `${instrument}.json`);
}

/** Gives up the draft with all its states. @throws Conflict where somebody has saved meanwhile */
export async function discardDraft(id: string, auditContext: AuditContext): Promise<void> {
  const draft = await getDraft(id);
  if (!(await endDraft(draft, { name: 'discarded', values: {} }, auditContext)))
    throw new Conflict('workshop:errors.savedMeanwhile');
  await auditDraft('instrument.discard', id, { version: draft.content.version }, auditContext);
}

async function auditDraft(
  action: string,
  id: string,
  detail: Record<string, string | number>,
  { actor, now }: AuditContext,
): Promise<void> {
  await audit({ at: now, actor, action, subject: { kind: 'instrument', id }, detail });
}

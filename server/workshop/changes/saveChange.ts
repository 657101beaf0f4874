/**
 * Saves one change as the next state of a draft. Somebody who saved meanwhile is no obstacle, unless both changed the same thing: then
 * nothing is saved, and the second person is shown both and chooses.
 */
import { isDeepStrictEqual } from 'node:util';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import type { DraftState } from '../draft/draftState.ts';
import { findState, getDraft } from '../draft/getDraft.ts';
import { saveState } from '../draft/saveState.ts';
import { applyChange } from './applyChange.ts';
import type { Change, Content } from './change.ts';
import { idFromName, idsIn } from './ids.ts';
import { collides } from './touched.ts';

export type Saved =
  | { outcome: 'saved' | 'unchanged'; draft: DraftState; id: string; byOthers: DraftState | null }
  | { outcome: 'invalid'; draft: DraftState; errors: FieldError[] }
  | { outcome: 'collision'; draft: DraftState; wanted: Content };

interface Asked {
  instrument: string;
  /** The number of the state that the form was made from. */
  from: number;
  change: Change;
}

/** @throws NotFound where there is no draft */
export async function saveChange(
  { instrument, from, change: asked }: Asked,
  auditContext: AuditContext,
): Promise<Saved> {
  for (;;) {
    const draft = await getDraft(instrument);
    const taken = await takenIds(draft.content);
    const change = await apartFromOthers(asked, draft.content, taken);
    const result = applyChange(draft.content, change, taken);
    const seen = from === draft.number ? draft : await findState(instrument, from);
    if (from !== draft.number) {
      const wanted = result.ok ? result.content : wantedOf(seen, change, taken);
      const isCollision = !seen?.content || collides(seen.content, draft.content, wanted, change);
      if (isCollision) return { outcome: 'collision', draft, wanted };
    }
    if (!result.ok) return { outcome: 'invalid', draft, errors: result.errors };
    const { content, did, id } = result;
    const byOthers = from !== draft.number && draft.by !== auditContext.actor ? draft : null;
    if (isDeepStrictEqual(content, draft.content)) return { outcome: 'unchanged', draft, id, byOthers };
    if (await saveState(draft, { content, did }, auditContext))
      return { outcome: 'saved', draft, id, byOthers };
  }
}

/** Where the change does not fit what is there now: as it would have been. */
function wantedOf(seen: DraftState | null, change: Change, taken: ReadonlySet<string>): Content {
  const result = seen?.content ? applyChange(seen.content, change, taken) : null;
  return (result?.ok ? result.content : seen?.content) as Content;
}

/** A new dimension whose name gives an id that another instrument has gets one with the name of its own: both can be asked in one wave. */
async function apartFromOthers(
  change: Change,
  content: Content,
  taken: ReadonlySet<string>,
): Promise<Change> {
  if (change.kind !== 'dimension' || change.id || change.newId) return change;
  const plain = idFromName(change.title.en, taken);
  const others = (await allInstruments()).filter(({ id }) => id !== content.id);
  const all = new Set([...taken, ...idsIn(others)]);
  if (!plain || !all.has(plain)) return change;
  return { ...change, newId: idFromName(`${content.id} ${change.title.en}`, all) };
}

/** Ids of the draft and of every version that the instrument has had. */
export async function takenIds(content: Content): Promise<Set<string>> {
  const versions = (await allInstruments()).filter(({ id }) => id === content.id);
  return idsIn([content, ...versions]);
}

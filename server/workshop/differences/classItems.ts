/** Stores how changed items and a changed scale are classed, as a state of the draft. To overrule what the program suggests needs a reason. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { clean } from '../../i18n/text.ts';
import { type Item, type ItemChange, itemChanges } from '../../instruments/instrument.ts';
import type { ItemClass } from '../draft/draftState.ts';
import { getDraft } from '../draft/getDraft.ts';
import { saveState } from '../draft/saveState.ts';
import { baseOf } from './baseOf.ts';
import { type Classed, compareDraft } from './compareDraft.ts';

type Body = Record<string, unknown>;

/** Fields `class.<item>` and `reason.<item>`; the wording that a form showed travels with it as `text.<item>`. */
export async function classItems(id: string, body: Body, auditContext: AuditContext): Promise<FieldError[]> {
  for (;;) {
    const draft = await getDraft(id);
    const base = await baseOf(id);
    if (!base) return [];
    const { items, scale } = compareDraft(base.version, draft.content, draft.classes);
    const changed = items.flatMap((one): Wording[] => (one.after ? [{ ...one, ...worded(one.after) }] : []));
    if (scale) changed.push({ ...scale, text: scale.after, reverse: false });
    const read = changed.filter(({ suggestion }) => suggestion !== null).map((one) => readClass(one, body));
    const errors = read.flatMap(({ error }) => error ?? []);
    if (errors.length > 0) return errors;
    const chosen = read.flatMap(({ entry }) => (entry ? [entry] : []));
    const classes = { ...draft.classes, ...Object.fromEntries(chosen) };
    const did = { name: 'classed', values: { count: chosen.length } };
    if (await saveState(draft, { content: draft.content, did, classes }, auditContext)) return [];
  }
}

interface Read {
  entry?: [id: string, ItemClass];
  error?: FieldError;
}

type Wording = Pick<Classed, 'id' | 'suggestion'> & Pick<ItemClass, 'text' | 'reverse'>;

const worded = ({ text, reverse }: Item) => ({ text: text.fa, reverse });

function readClass({ id, text, reverse, suggestion }: Wording, body: Body): Read {
  const change = itemChanges.find((one) => one === body[`class.${id}`]);
  if (!change) return {};
  // Somebody changed it after this page was shown: it is classed anew, by whoever sees the new wording.
  if (body[`text.${id}`] !== undefined && clean(String(body[`text.${id}`])) !== text) return {};
  const reason = clean(String(body[`reason.${id}`] ?? '')).slice(0, 500);
  if (isWeaker(change, suggestion) && reason.length < 3)
    return { error: { field: `reason.${id}`, message: 'workshop:errors.reason' } };
  return { entry: [id, { change, reason, text, reverse }] };
}

/** Whether a person sees less of a change than the program does. */
function isWeaker(change: ItemChange, suggestion: ItemChange | null): boolean {
  return suggestion !== null && itemChanges.indexOf(change) < itemChanges.indexOf(suggestion);
}

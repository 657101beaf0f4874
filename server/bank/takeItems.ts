/**
 * Takes items of the bank into a draft as they are: id, wording in every language and key stay, so that their answers go on meaning the
 * same. Items come into the draft's dimension of the same id, or bring theirs along.
 */
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { languages } from '../i18n/languages.ts';
import { allInstruments } from '../instruments/catalogue.ts';
import type { Dimension, Instrument } from '../instruments/instrument.ts';
import { storedVersion } from '../instruments/storedInstrument.ts';
import { idsIn } from '../workshop/changes/ids.ts';
import { getDraft } from '../workshop/draft/getDraft.ts';
import { saveState } from '../workshop/draft/saveState.ts';
import type { SaidOfTranslation } from '../workshop/translation/translationState.ts';
import { translated } from '../workshop/translation/translationState.ts';
import { type BankItem, itemIdentity } from './bankEntries.ts';

export interface Taken {
  taken: string[];
  /** The draft has them already. */
  there: string[];
  /** Their id stands for something else in the draft or in a version of it. */
  refused: string[];
  /** They were asked on another scale, so their answers there and here cannot be compared. */
  otherScale: string[];
  /** A part of the editor that shows the first of them. */
  part: string;
}

/** @throws NotFound where there is no draft */
export async function takeItems(
  draftOf: string,
  wanted: readonly BankItem[],
  auditContext: AuditContext,
): Promise<Taken> {
  for (;;) {
    const draft = await getDraft(draftOf);
    const versions = (await allInstruments()).filter(({ id }) => id === draftOf);
    const { content, taken } = withItems(draft.content, versions, wanted);
    if (taken.taken.length === 0) return taken;
    const translations = [
      ...(draft.translations ?? []),
      ...(await saidOf(wanted, new Set(taken.taken), auditContext.actor)),
    ];
    const did = { name: 'taken', values: { count: taken.taken.length, id: taken.taken[0]! } };
    if (await saveState(draft, { content, did, translations }, auditContext)) return taken;
  }
}

function withItems(
  before: Instrument,
  versions: readonly Instrument[],
  wanted: readonly BankItem[],
): { content: Instrument; taken: Taken } {
  const told: Taken = { taken: [], there: [], refused: [], otherScale: [], part: '' };
  let { dimensions } = before;
  const identities = new Set([before, ...versions].flatMap(identitiesOf));
  const present = new Set(identitiesOf(before));
  const ids = idsIn([before, ...versions]);
  for (const one of wanted) {
    const { item, dimension, instrument } = one;
    const identity = itemIdentity(item, instrument.scale.points);
    if (present.has(identity)) {
      told.there.push(item.id);
      continue;
    }
    const here = itemIdentity(item, before.scale.points);
    if (ids.has(item.id) && !identities.has(here) && !identities.has(identity)) {
      told.refused.push(item.id);
      continue;
    }
    if (dimensions.some(({ items }) => items.some(({ id }) => id === item.id))) {
      told.there.push(item.id);
      continue;
    }
    if (!isSameScale(before, instrument)) told.otherScale.push(item.id);
    dimensions = withItem(dimensions, dimension, item);
    told.taken.push(item.id);
    told.part ||= `d.${dimension.id}`;
  }
  return { content: { ...before, dimensions }, taken: told };
}

function identitiesOf({ dimensions, scale }: Instrument): string[] {
  return dimensions.flatMap(({ items }) => items.map((item) => itemIdentity(item, scale.points)));
}

function isSameScale({ scale: one }: Instrument, { scale: other }: Instrument): boolean {
  const labels = ({ labels: all }: Instrument['scale']) => all.map(({ fa }) => fa).join('\n');
  return one.points === other.points && labels(one) === labels(other);
}

function withItem(
  dimensions: readonly Dimension[],
  from: Dimension,
  { change: _, ...item }: Dimension['items'][number],
): Dimension[] {
  if (!dimensions.some(({ id }) => id === from.id)) return [...dimensions, { ...from, items: [item] }];
  return dimensions.map((one) => (one.id === from.id ? { ...one, items: [...one.items, item] } : one));
}

/** Translations that were checked with the version they come from stay checked. */
async function saidOf(
  wanted: readonly BankItem[],
  taken: ReadonlySet<string>,
  by: string,
): Promise<SaidOfTranslation[]> {
  const said: SaidOfTranslation[] = [];
  for (const { item, instrument } of wanted) {
    if (!taken.has(item.id)) continue;
    const checked = (await storedVersion(instrument))?.checked ?? languages;
    for (const language of translated) {
      const written = item.text[language];
      if (!written || !checked.includes(language)) continue;
      const text = `item.${item.id}`;
      said.push({ text, language, state: 'checked', source: item.text.fa, written, writtenBy: '', by });
    }
  }
  return said;
}

/** What all pages of one draft have at their head: its name, which version it will be, who saved last, and the tabs. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import { localise } from '../../instruments/localised.ts';
import { baseOf } from '../differences/baseOf.ts';
import { type Comparison, compareDraft } from '../differences/compareDraft.ts';
import type { DraftState } from '../draft/draftState.ts';
import { draftPath, instrumentPath } from '../paths.ts';

export const draftTabs = ['editor', 'differences', 'translation', 'preview', 'states', 'history'] as const;
export type DraftTab = (typeof draftTabs)[number];

export interface DraftFrame {
  id: string;
  base: string;
  name: ReturnType<typeof localise>;
  /** «پیش‌نویس نسخهٔ ۳، ذخیرهٔ ۱۴» */
  line: string;
  /** Who saved last, and when. */
  saved: string;
  number: number;
  isSubmitted: boolean;
  tabs: { href: string; label: string; note: string; current: boolean }[];
}

export interface Held {
  draft: DraftState;
  base: Awaited<ReturnType<typeof baseOf>>;
  /** null for an instrument without a version. */
  comparison: Comparison | null;
}

/** A draft with what it is held against. */
export async function holdAgainstBase(draft: DraftState): Promise<Held> {
  const base = await baseOf(draft.instrument);
  const comparison = base && compareDraft(base.version, draft.content, draft.classes);
  return { draft, base, comparison };
}

export async function presentDraft(
  { draft, comparison }: Held,
  current: DraftTab,
  { t, f, lang }: Reader,
): Promise<DraftFrame> {
  const { instrument: id, content, number } = draft;
  const names = await displayNames([draft.by]);
  const addresses: Record<DraftTab, string> = {
    editor: draftPath(id),
    differences: draftPath(id, 'differences'),
    translation: draftPath(id, 'translation'),
    preview: draftPath(id, 'preview'),
    states: draftPath(id, 'states'),
    history: instrumentPath(id, 'history'),
  };
  const differing = comparison?.items.length ?? 0;
  const hasVersion = comparison !== null;
  const shown = draftTabs.filter((tab) => tab !== 'history' || hasVersion);
  return {
    id,
    base: draftPath(id),
    name: localise(content.title, lang),
    line: t('workshop:line', { version: f.number(content.version), number: f.number(number) }),
    saved: t('workshop:savedBy', { name: isolated(names[draft.by] ?? ''), at: f.dateTime(draft.at) }),
    number,
    isSubmitted: draft.submitted,
    tabs: shown.map((tab) => ({
      href: addresses[tab],
      label: t(`workshop:tab.${tab === 'differences' && !hasVersion ? 'approval' : tab}`),
      note: tab === 'differences' && differing > 0 ? f.number(differing) : '',
      current: tab === current,
    })),
  };
}

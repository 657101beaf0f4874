/** Saves the draft after every answer, and says on the page whether this device has saved it and whether there is a network. */
import { find, sentence } from './clientData.ts';
import type { Draft, DraftStore } from './draftStore.ts';
import { readValues } from './formValues.ts';
import { onKiosk } from './kioskMode.ts';

export interface DraftSaver {
  /** Saves the form's present values, with the position of the part that is open. */
  save(): Promise<void>;
  /** Resolves when every answer so far is stored, or this browser has failed to store it. */
  settled(): Promise<void>;
}

export function openDraftSaver(
  form: HTMLElement,
  draftStore: DraftStore,
  draft: Draft,
  openPart: () => number,
): DraftSaver {
  const status = find('.kept', form);
  const show = (isSaved: boolean) => {
    const state = onKiosk ? 'kiosk' : !isSaved ? 'notKept' : navigator.onLine ? 'kept' : 'keptOffline';
    if (status.textContent !== sentence(state)) status.textContent = sentence(state);
  };
  let latest = Promise.resolve();

  function save() {
    if (!draft.pending) draft.values = readValues(form);
    draft.part = openPart();
    status.setAttribute('aria-busy', 'true');
    const saved = draftStore.save(draft).then(
      () => show(true),
      () => show(false),
    );
    const current: Promise<void> = saved.then(() => {
      if (latest === current) status.removeAttribute('aria-busy');
    });
    latest = current;
    return current;
  }

  for (const change of ['online', 'offline']) {
    addEventListener(change, () => form.isConnected && show(draftStore.isStored()));
  }
  if (draftStore.isStored()) show(true);
  return { save, settled: () => latest };
}

/** Keeps the draft as it is answered, and says on the page whether this device keeps it and whether there is a network. */
import { find, sentence } from './clientData.ts';
import type { Draft, DraftStore } from './draftStore.ts';
import { readValues } from './formValues.ts';
import { onKiosk } from './kioskMode.ts';

export interface DraftSaver {
  /** Keeps what the form says now, with the position of the part that is open. */
  save(): Promise<void>;
  /** Resolves when everything answered so far is kept, or cannot be. */
  settled(): Promise<void>;
}

export function openDraftSaver(
  form: HTMLElement,
  box: DraftStore,
  draft: Draft,
  openPart: () => number,
): DraftSaver {
  const place = find('.kept', form);
  const show = (isKept: boolean) => {
    const state = onKiosk ? 'kiosk' : !isKept ? 'notKept' : navigator.onLine ? 'kept' : 'keptOffline';
    if (place.textContent !== sentence(state)) place.textContent = sentence(state);
  };
  let latest = Promise.resolve();

  function keep() {
    if (!draft.pending) draft.values = readValues(form);
    draft.part = openPart();
    place.ariaBusy = 'true';
    const kept = box.save(draft).then(
      () => show(true),
      () => show(false),
    );
    const mine: Promise<void> = kept.then(() => {
      if (latest === mine) place.ariaBusy = null;
    });
    latest = mine;
    return mine;
  }

  for (const change of ['online', 'offline']) {
    addEventListener(change, () => form.isConnected && show(box.isStored()));
  }
  if (box.isStored()) show(true);
  return { save: keep, settled: () => latest };
}

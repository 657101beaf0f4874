/** Keeps the draft as it is answered, and says on the page whether this device keeps it and whether there is a network. */
import { find, say } from './client.ts';
import type { Draft, DraftBox } from './draft.ts';
import { onKiosk } from './kioskMode.ts';
import { readValues } from './values.ts';

export interface Keeping {
  /** Keeps what the form says now, with the position of the part that is open. */
  keep(): Promise<void>;
  /** Resolves when everything answered so far is kept, or cannot be. */
  settled(): Promise<void>;
}

export function openKeeping(form: HTMLElement, box: DraftBox, draft: Draft, openPart: () => number): Keeping {
  const place = find('.kept', form);
  const show = (isKept: boolean) => {
    const state = onKiosk ? 'kiosk' : !isKept ? 'notKept' : navigator.onLine ? 'kept' : 'keptOffline';
    if (place.textContent !== say(state)) place.textContent = say(state);
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
    addEventListener(change, () => form.isConnected && show(box.isKept()));
  }
  if (box.isKept()) show(true);
  return { keep, settled: () => latest };
}

/**
 * Carries a draft to another device: encrypted under the code, in the part of a link that browsers never send to a server,
 * and that link as a picture for the other device's camera.
 */
import { encode } from 'uqr';
import { fromBase64, toBase64 } from './answer/bytes.ts';
import { find, sentence } from './answer/clientData.ts';
import type { Draft, DraftStore } from './answer/draftStore.ts';
import { packValues, unpackValues } from './answer/packedValues.ts';

function pathOf(rows: boolean[][]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}

const transfer = {
  /** Opens the dialog with the picture and the link. */
  async show(code: string, draftStore: DraftStore, values: Record<string, string>): Promise<void> {
    const { bytes, omitsTexts } = packValues(values);
    const text = toBase64(await draftStore.seal(bytes)).replace(
      /[+/=]/g,
      (letter) => ({ '+': '-', '/': '_' })[letter] ?? '',
    );
    const link = `${location.origin}${location.pathname}#${code}.${text}`;
    document.querySelector('dialog.transfer')?.remove();
    find('main').append(find<HTMLTemplateElement>('#transfer').content.cloneNode(true));
    const dialog = find<HTMLDialogElement>('dialog.transfer');
    const { size, data } = encode(link, { ecc: 'L', border: 4 });
    dialog.querySelector('svg')?.setAttribute('viewBox', `0 0 ${size} ${size}`);
    dialog.querySelector('path')?.setAttribute('d', pathOf(data));
    find('.left-out', dialog).hidden = !omitsTexts;
    const field = find<HTMLInputElement>('input', dialog);
    field.value = link;
    field.addEventListener('focus', () => field.select());
    const copy = find<HTMLButtonElement>('.copy', dialog);
    copy.hidden = !navigator.clipboard;
    copy.addEventListener('click', async () => {
      const state = find('[role=status]', dialog);
      const { copied = '', byHand = '' } = state.dataset;
      state.textContent = await navigator.clipboard.writeText(link).then(
        () => copied,
        () => byHand,
      );
      if (state.textContent === byHand) field.focus();
    });
    dialog.addEventListener('close', () => dialog.remove());
    dialog.showModal();
  },
  /** The draft to go on with: what arrived, unless the person prefers the draft of this device or is sending it already. */
  async receive(text: string, draftStore: DraftStore, stored: Draft | null): Promise<Draft | null> {
    if (stored?.pending || stored?.sending) return stored;
    try {
      const sealed = fromBase64(text.replace(/-/g, '+').replace(/_/g, '/'));
      const values = unpackValues(await draftStore.unseal(sealed));
      const differs =
        stored && JSON.stringify(unpackValues(packValues(stored.values).bytes)) !== JSON.stringify(values);
      if (differs && Object.keys(stored.values).length > 0 && !confirm(sentence('transferReplace')))
        return stored;
      const draft: Draft = { values, part: 0 };
      await draftStore.save(draft).catch(() => undefined);
      return draft;
    } catch {
      alert(sentence('transferDamaged'));
      return stored;
    }
  },
};

export type Transfer = typeof transfer;
(self as unknown as { draftTransfer: Transfer }).draftTransfer = transfer;

/** Following a suggestion: the code stays in the page, the server is asked by tokens, and the texts that it sends are opened here. */
import { fromBase64 } from '../../server/i18n/base64.ts';
import { type CodeKeys, codeKeysOf } from '../../server/suggestions/sealing/codeKeys.ts';
import {
  type OwnThread,
  type PreparedItem,
  prepareMessage,
} from '../../server/suggestions/sealing/prepareItem.ts';
import { openMessage, sentText, unwrapKey } from '../../server/suggestions/sealing/sealText.ts';
import { readTrackingCode } from '../../server/suggestions/sealing/trackingCode.ts';
import { post } from './answer/post.ts';
import { byId, canSeal, problemOf, say, sendItem, sentence } from './suggestion/page.ts';

const form = byId<HTMLFormElement>('track');
const place = byId('thread');
const maxText = 1500;

interface Found {
  html: string;
  thread: OwnThread | null;
}

/** A further message as it was prepared for a text, for sending it again after a lost reply. */
let prepared: { text: string; item: PreparedItem } | null = null;

async function show(target: HTMLFormElement, keys: CodeKeys): Promise<void> {
  const { prefix = '' } = target.dataset;
  const tokens = { thread: keys.thread, messages: keys.messages };
  const found = await post<Found>(`${prefix}/suggestions/threads`, tokens, 'html');
  if (!place) return;
  place.innerHTML = found.html;
  if (found.thread) await open(found.thread, keys, target);
  place.hidden = false;
  target.hidden = true;
  place.querySelector<HTMLElement>('[tabindex]')?.focus();
  const write = place.querySelector<HTMLFormElement>('#write');
  const { thread } = found;
  if (write && thread)
    onSubmit(write, target, async () => {
      const text = sentText((write.elements.namedItem('text') as HTMLTextAreaElement).value);
      if (text.length < 2 || text.length > maxText)
        return tell(write, sentence(target, text.length > maxText ? 'tooLong' : 'message'));
      if (prepared?.text !== text)
        prepared = { text, item: await prepareMessage(text, thread, keys, target.dataset.key ?? '') };
      await sendItem(prepared.item, target);
      prepared = null;
      await show(target, keys);
    });
  const withdrawal = place.querySelector<HTMLFormElement>('#withdraw');
  if (withdrawal)
    onSubmit(withdrawal, target, async () => {
      await post<{ withdrawn: true }>(`${prefix}/suggestions/withdrawals`, tokens, 'withdrawn');
      place.hidden = true;
      place.innerHTML = '';
      target.hidden = false;
      target.reset();
      say(sentence(target, 'withdrawnNow'));
    });
}

async function open({ id, codeWrap }: OwnThread, keys: CodeKeys, target: HTMLFormElement): Promise<void> {
  const key = await unwrapKey(keys.wrap, fromBase64(codeWrap), id);
  for (const message of place?.querySelectorAll<HTMLElement>('[data-sealed]') ?? []) {
    const sealed = fromBase64(message.dataset.sealed ?? '');
    const opened = await openMessage(key, sealed, id).catch(() => ({
      text: sentence(target, 'unreadable'),
      post: '',
    }));
    message.dir = 'auto';
    message.textContent = opened.post ? `${opened.text}\n(${opened.post})` : opened.text;
    delete message.dataset.sealed;
  }
}

function tell(near: HTMLElement, text: string): void {
  let notice = near.querySelector<HTMLElement>('.notice');
  if (!notice) {
    notice = document.createElement('p');
    notice.className = 'notice warning';
    notice.setAttribute('role', 'alert');
    near.append(notice);
  }
  notice.textContent = text;
}

function onSubmit(own: HTMLFormElement, target: HTMLFormElement, act: () => Promise<void>): void {
  own.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = own.querySelector('button');
    if (!button || button.disabled) return;
    button.disabled = true;
    act()
      .catch((error) => (own === target ? say : (text: string) => tell(own, text))(problemOf(error, target)))
      .finally(() => {
        button.disabled = false;
      });
  });
}

if (form && place && canSeal) {
  byId('plain')?.remove();
  onSubmit(form, form, async () => {
    const field = byId<HTMLTextAreaElement>('code');
    const code = readTrackingCode(field?.value ?? '');
    // What is no code is answered like one that nobody has: the list of words is no secret, what exists is.
    if (!code) return say(sentence(form, 'unknownCode'));
    say('');
    const keys = await codeKeysOf(code);
    await show(form, keys);
    if (field) field.value = '';
  });
}

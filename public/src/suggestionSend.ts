/**
 * Sending a suggestion: the code is made here, the text is sealed here, and neither leaves the page in any other form. Nothing is stored on
 * the device, which may be an office's. Without this script the form goes to the server, which does the same and says that it is weaker.
 */
import { codeKeysOf } from '../../server/suggestions/sealing/codeKeys.ts';
import {
  type PreparedItem,
  prepareSuggestion,
  type Written,
} from '../../server/suggestions/sealing/prepareItem.ts';
import { writeReceipt } from '../../server/suggestions/sealing/receiptText.ts';
import { sentText } from '../../server/suggestions/sealing/sealText.ts';
import {
  newTrackingCode,
  numbersOf,
  readTrackingCode,
  wordsOf,
} from '../../server/suggestions/sealing/trackingCode.ts';
import { byId, canSeal, problemOf, say, sendItem, sentence } from './suggestion/page.ts';

const form = byId<HTMLFormElement>('send');
const minText = 10;
const maxText = 1500;
let code = newTrackingCode();
let isPrinted = false;
/** What was prepared for which words: sending again after a lost reply sends the same bytes. */
let prepared: { about: string; item: PreparedItem } | null = null;

const typedIn = (name: string) => (form?.elements.namedItem(name) as HTMLInputElement | null)?.value ?? '';
const again = byId<HTMLTextAreaElement>('again');

function showCode(): void {
  const [words, numbers] = [wordsOf(code), numbersOf(code)];
  for (const [at, row] of [...document.querySelectorAll('.code-words li')].entries()) {
    const [word, number] = [row.querySelector('b'), row.querySelector('.note')];
    if (word) word.textContent = words[at] ?? '';
    if (number) number.textContent = numbers[at] ?? '';
  }
}

/** Typed back from the paper and not from the screen: the words are away while they are typed. */
function hideWords(isHidden: boolean): void {
  const [shown, instead] = [byId('shown-words'), byId('hidden-words')];
  if (shown) shown.hidden = isHidden;
  if (instead) instead.hidden = !isHidden;
}

function written(): Written {
  const mayPublish = byId<HTMLInputElement>('mayPublish')?.checked === true;
  return { office: typedIn('office'), topic: typedIn('topic'), text: sentText(typedIn('text')), mayPublish };
}

/** The name of a sentence, and of the field that it is about. */
function missing({ office, topic, text }: Written): [sentence: string, field: string] | null {
  if (!office) return ['office', 'office'];
  if (!topic) return ['topic', 'topic'];
  if (text.length < minText) return ['text', 'text'];
  if (text.length > maxText) return ['tooLong', 'text'];
  if (!isPrinted && readTrackingCode(again?.value ?? '')?.join() !== code.join()) return ['again', 'again'];
  return null;
}

async function send(target: HTMLFormElement): Promise<void> {
  const content = written();
  const wrong = missing(content);
  if (wrong) {
    say(sentence(target, wrong[0]));
    byId(wrong[1])?.setAttribute('aria-invalid', 'true');
    byId(wrong[1])?.focus();
    return;
  }
  say('');
  const keys = await codeKeysOf(code);
  const about = JSON.stringify([content, code]);
  if (prepared?.about !== about)
    prepared = { about, item: await prepareSuggestion(content, keys, target.dataset.key ?? '') };
  const receipt = await sendItem(prepared.item, target);
  finish(target, writeReceipt(receipt, content, keys.salt));
}

/** Nothing of the code or of the text stays in the page. */
function finish(target: HTMLFormElement, receipt: string): void {
  prepared = null;
  code = [];
  const sent = byId('sent');
  const place = sent?.querySelector('pre');
  if (!sent || !place) return;
  place.textContent = receipt;
  document.querySelector('.suggestion > .page-head')?.remove();
  document.querySelector('.suggestion > .lead')?.remove();
  target.remove();
  sent.hidden = false;
  sent.querySelector<HTMLElement>('h1')?.focus();
  scrollTo(0, 0);
}

function begin(target: HTMLFormElement): void {
  const [plain, sealed, go] = [byId('plain'), byId('sealed'), byId<HTMLButtonElement>('go')];
  if (!plain || !sealed || !go) return;
  plain.remove();
  sealed.hidden = false;
  showCode();
  byId('another')?.addEventListener('click', () => {
    code = newTrackingCode();
    isPrinted = false;
    if (again) again.value = '';
    showCode();
    hideWords(false);
  });
  const print = byId('print');
  if (print && !globalThis.print) print.hidden = true;
  print?.addEventListener('click', () => {
    hideWords(false);
    globalThis.print();
    isPrinted = true;
    const notice = byId('printed');
    if (notice) notice.hidden = false;
  });
  byId('show-words')?.addEventListener('click', () => {
    if (again) again.value = '';
    hideWords(false);
  });
  again?.addEventListener('input', () => hideWords(again.value.trim() !== ''));
  const words = go.textContent;
  target.addEventListener('submit', (event) => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = true;
    go.textContent = sentence(target, 'sending');
    send(target)
      .catch((error) => say(problemOf(error, target)))
      .finally(() => {
        go.disabled = false;
        go.textContent = words;
      });
  });
}

if (form && canSeal) begin(form);

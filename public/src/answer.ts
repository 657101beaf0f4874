/**
 * The answering page: the promise turns into the questionnaire, which is in the same document already. Nothing is asked
 * of the server but whether the code is a right, until the answers are sent.
 */
import { client, find, language, type Right, replaceMain, say } from './answer/client.ts';
import { codeInAddress, codeInField, showCodeError } from './answer/codeField.ts';
import { type Draft, type DraftBox, openDraftBox } from './answer/draft.ts';
import { keepForOffline } from './answer/offline.ts';
import { post, Refused } from './answer/post.ts';
import { openSheet, type Sheet } from './answer/sheet.ts';

let sheet: Sheet | undefined;
let right: Right | undefined;

/** Asks whose unit the code belongs to. Without a network the answering goes on, and this is asked again later. */
async function askRight(code: string, draft: Draft, box: DraftBox): Promise<void> {
  try {
    right = await post<Right>(`${client.path}/right`, { code });
  } catch (error) {
    if (error instanceof Refused) refuse(error);
    else addEventListener('online', () => void askRight(code, draft, box), { once: true });
    return;
  }
  if (right.used && !draft.pending) {
    box.forget();
    replaceMain('used');
    return;
  }
  draft.right = right;
  const unit = document.getElementById('unit');
  if (unit) {
    const name = language === 'en' ? right.nameEn : right.nameFa;
    unit.textContent = `${say('unit', { unit: name })} ${right.overInvited ? say('overInvited') : ''}`;
    unit.hidden = false;
  }
  sheet?.setRight(right);
}

function refuse(error: Refused): void {
  if (!document.getElementById('code')) {
    location.replace(location.pathname);
    return;
  }
  find('#code-field').hidden = false;
  find('#code-field').classList.add('shown');
  history.replaceState(null, '', location.pathname);
  code = null;
  showCodeError(error.message);
}

let code = codeInAddress();
let opened: Promise<{ box: DraftBox; draft: Draft }> | undefined;

async function open(known: string) {
  const box = await openDraftBox(client.wave, known);
  const draft = (await box.load()) ?? { values: {}, part: 0 };
  void askRight(known, draft, box);
  if (draft.sending || Object.keys(draft.values).length > 0) sheet = openSheet(known, box, draft);
  return { box, draft };
}

async function begin(event: Event): Promise<void> {
  event.preventDefault();
  const typed = code ?? codeInField(say('codeMistyped'));
  if (typed === null) return;
  if (code === null) {
    code = typed;
    history.replaceState(null, '', `#${typed}`);
    opened = open(typed);
  }
  const { box, draft } = await (opened ?? open(typed));
  if (code === null || sheet) return;
  sheet = openSheet(typed, box, draft);
  void keepForOffline().catch(() => undefined);
  if (right) sheet.setRight(right);
}

if (crypto.subtle) {
  document.documentElement.classList.add('script');
  if (code) opened = open(code);
  else find('#code-field').classList.add('shown');
  find('#start').addEventListener('submit', (event) => void begin(event));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]')) {
    link.addEventListener('click', () => {
      link.hash = code ?? '';
    });
  }
} else document.documentElement.classList.add('plain');

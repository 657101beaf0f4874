/**
 * The answering page: first the privacy promise, then the questionnaire, which the same document already contains. Until
 * the answers are sent, the page asks the server one thing only: whether the code gives the right to answer.
 */
import { client, find, language, number, type Right, sentence } from './answer/clientData.ts';
import { codeInAddress, codeInField, draftInAddress, showCodeError } from './answer/codeField.ts';
import { type Draft, type DraftStore, type End, openDraftStore } from './answer/draftStore.ts';
import { memoryDraftStore, onKiosk } from './answer/kioskMode.ts';
import { rememberLargerText } from './answer/largerText.ts';
import { loadTransfer } from './answer/loadTransfer.ts';
import { cacheForOffline } from './answer/offline.ts';
import { type OpenQuestionnaire, openQuestionnaire, showEnd } from './answer/openQuestionnaire.ts';
import { post, Refused } from './answer/post.ts';
import { endOf } from './answer/sender.ts';

interface Opened {
  draftStore: DraftStore;
  draft: Draft;
  /** Whether the server has confirmed that the code gives the right to answer. */
  hasRight: Promise<boolean>;
}

let questionnaire: OpenQuestionnaire | undefined;
let right: Right | undefined;

/** Asks which unit the code belongs to. Without a network the person goes on answering, and the page asks again later. */
async function askRight(code: string, draft: Draft, draftStore: DraftStore): Promise<boolean> {
  const finish = async (end: End, reason = '') => {
    await draftStore.remove(end);
    showEnd(end, reason);
  };
  try {
    right = await post<Right>(`${client.path}/right`, { code });
  } catch (error) {
    const end = endOf(error);
    if (end) await finish(end, (error as Refused).message);
    else if (error instanceof Refused) refuse(error);
    else if (!onKiosk)
      addEventListener('online', () => void askRight(code, draft, draftStore), { once: true });
    return false;
  }
  if (right.used && !draft.pending) {
    await finish('used');
    return false;
  }
  draft.right = right;
  const unit = document.getElementById('unit');
  if (unit) {
    const name = language === 'en' ? right.nameEn : right.nameFa;
    unit.textContent = unitSentences(name, right);
    unit.hidden = false;
  }
  questionnaire?.setRight(right);
  return true;
}

/** Which unit the answers count for, and how its headcount has changed since launch. */
function unitSentences(unit: string, { overInvited, headcount }: Right): string {
  const sentences = [sentence('unit', { unit })];
  if (headcount && headcount.now > headcount.atLaunch) {
    sentences.push(
      sentence('headcountRaised', { from: number(headcount.atLaunch), to: number(headcount.now) }),
    );
  }
  if (overInvited) sentences.push(sentence('overInvited'));
  return sentences.join(' ');
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

let code = onKiosk ? null : codeInAddress();
let opened: Promise<Opened> | undefined;

/** Stores the draft that a link from another device carries, and removes it from the address. */
async function receiveDraft(
  typed: string,
  draftStore: DraftStore,
  stored: Draft | null,
): Promise<Draft | null> {
  const arrived = onKiosk ? null : draftInAddress();
  if (!arrived) return stored;
  const transfer = await loadTransfer().catch(() => null);
  if (!transfer) return stored;
  history.replaceState(null, '', `#${typed}`);
  return transfer.receive(arrived, draftStore, stored);
}

async function open(typed: string): Promise<Opened> {
  const draftStore = onKiosk ? memoryDraftStore : await openDraftStore(client.wave, typed);
  const stored = await draftStore.load().catch(() => null);
  const draft = (await receiveDraft(typed, draftStore, stored)) ?? { values: {}, part: 0 };
  const hasRight = askRight(typed, draft, draftStore);
  const opened = { draftStore, draft, hasRight };
  if (draft.sending || Object.keys(draft.values).length > 0) showQuestionnaire(typed, opened);
  return opened;
}

function showQuestionnaire(typed: string, { draftStore, draft }: Opened): void {
  questionnaire = openQuestionnaire(typed, draftStore, draft);
  if (right) questionnaire.setRight(right);
  const addresses = [location.pathname, `${client.path}/keys`, client.credentialScript];
  void cacheForOffline(addresses).catch(() => undefined);
}

async function begin(event: Event): Promise<void> {
  event.preventDefault();
  const typed = code ?? codeInField(sentence('codeMistyped'));
  if (typed === null) return;
  if (code === null) {
    code = typed;
    if (!onKiosk) history.replaceState(null, '', `#${typed}`);
    opened = open(typed);
  }
  const current = await (opened ?? open(typed));
  if (onKiosk && !(await current.hasRight)) {
    if (code) showCodeError(sentence('kioskOffline'));
    code = null;
    return;
  }
  if (code !== null && !questionnaire && document.getElementById('start')) showQuestionnaire(typed, current);
}

/** A kiosk reads no code from an address, where the browser would remember it. */
function runOnKiosk(): void {
  document.documentElement.classList.add('kiosk');
  history.replaceState(null, '', location.pathname);
  const script = document.createElement('script');
  script.src = client.kioskScript;
  document.head.append(script);
}

rememberLargerText();
if (crypto.subtle) {
  document.documentElement.classList.add('script');
  if (onKiosk) runOnKiosk();
  if (code) opened = open(code);
  else find('#code-field').classList.add('shown');
  find('#start').addEventListener('submit', (event) => void begin(event));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]')) {
    link.addEventListener('click', (event) => {
      link.hash = code ?? '';
      if (!questionnaire || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void questionnaire.settled().then(() => location.assign(link.href));
    });
  }
} else document.documentElement.classList.add('plain');

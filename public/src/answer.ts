/**
 * The answering page: the promise turns into the questionnaire, which is in the same document already. Nothing is asked
 * of the server but whether the code is a right, until the answers are sent.
 */
import { client, find, language, number, type Right, sentence } from './answer/clientData.ts';
import { codeInAddress, codeInField, draftInAddress, showCodeError } from './answer/codeField.ts';
import { type Draft, type DraftStore, type End, openDraftStore } from './answer/draftStore.ts';
import { memoryDraftStore, onKiosk } from './answer/kioskMode.ts';
import { rememberLargerText } from './answer/largerText.ts';
import { loadTransfer } from './answer/loadTransfer.ts';
import { keepForOffline } from './answer/offline.ts';
import { type OpenQuestionnaire, openQuestionnaire, showEnd } from './answer/openQuestionnaire.ts';
import { post, Refused } from './answer/post.ts';
import { endOf } from './answer/sender.ts';

interface Opened {
  box: DraftStore;
  draft: Draft;
  /** Whether the server has said that the code is a right. */
  asked: Promise<boolean>;
}

let sheet: OpenQuestionnaire | undefined;
let right: Right | undefined;

/** Asks whose unit the code belongs to. Without a network the answering goes on, and this is asked again later. */
async function askRight(code: string, draft: Draft, box: DraftStore): Promise<boolean> {
  const finish = async (end: End, reason = '') => {
    await box.remove(end);
    showEnd(end, reason);
  };
  try {
    right = await post<Right>(`${client.path}/right`, { code });
  } catch (error) {
    const end = endOf(error);
    if (end) await finish(end, (error as Refused).message);
    else if (error instanceof Refused) refuse(error);
    else if (!onKiosk) addEventListener('online', () => void askRight(code, draft, box), { once: true });
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
  sheet?.setRight(right);
  return true;
}

/** Where the answer counts, and what was done to the unit's number of voters since launch. */
function unitSentences(unit: string, { overInvited, headcount }: Right): string {
  const said = [sentence('unit', { unit })];
  if (headcount && headcount.now > headcount.atLaunch) {
    said.push(sentence('headcountRaised', { from: number(headcount.atLaunch), to: number(headcount.now) }));
  }
  if (overInvited) said.push(sentence('overInvited'));
  return said.join(' ');
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

/** What a link from another device brought is kept here, and leaves the address. */
async function takeArrived(known: string, box: DraftStore, kept: Draft | null): Promise<Draft | null> {
  const arrived = onKiosk ? null : draftInAddress();
  if (!arrived) return kept;
  const transfer = await loadTransfer().catch(() => null);
  if (!transfer) return kept;
  history.replaceState(null, '', `#${known}`);
  return transfer.take(arrived, box, kept);
}

async function open(known: string): Promise<Opened> {
  const box = onKiosk ? memoryDraftStore : await openDraftStore(client.wave, known);
  const kept = await box.load().catch(() => null);
  const draft = (await takeArrived(known, box, kept)) ?? { values: {}, part: 0 };
  const asked = askRight(known, draft, box);
  if (draft.sending || Object.keys(draft.values).length > 0) begun(known, { box, draft, asked });
  return { box, draft, asked };
}

function begun(known: string, { box, draft }: Opened): void {
  sheet = openQuestionnaire(known, box, draft);
  if (right) sheet.setRight(right);
  const addresses = [location.pathname, `${client.path}/keys`, client.credentialScript];
  void keepForOffline(addresses).catch(() => undefined);
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
  const made = await (opened ?? open(typed));
  if (onKiosk && !(await made.asked)) {
    if (code) showCodeError(sentence('kioskOffline'));
    code = null;
    return;
  }
  if (code !== null && !sheet && document.getElementById('start')) begun(typed, made);
}

/** A kiosk takes no code from an address, where a browser would remember it. */
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
      if (!sheet || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void sheet.settled().then(() => location.assign(link.href));
    });
  }
} else document.documentElement.classList.add('plain');

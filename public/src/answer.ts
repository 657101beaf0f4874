/**
 * The answering page: first the privacy promise, then the questionnaire, which the same document already contains. Until
 * the answers are sent, the page asks the server one thing only: whether the code gives the right to answer.
 */
import {
  client,
  find,
  language,
  number,
  type Right,
  replaceContent,
  sentence,
  showNotice,
} from './answer/clientData.ts';
import {
  codeInAddress,
  codeInField,
  draftInAddress,
  showCode,
  showCodeError,
  typedCode,
} from './answer/codeField.ts';
import { type Draft, type DraftStore, type End, openDraftStore } from './answer/draftStore.ts';
import { memoryDraftStore, onKiosk } from './answer/kioskMode.ts';
import { rememberLargerText } from './answer/largerText.ts';
import { loadScript } from './answer/loadScript.ts';
import { loadTransfer } from './answer/loadTransfer.ts';
import { cacheForOffline } from './answer/offline.ts';
import { type OpenQuestionnaire, openQuestionnaire, showEnd } from './answer/openQuestionnaire.ts';
import { post, Refused, Unreachable } from './answer/post.ts';
import { endOf, waitingSentence } from './answer/sender.ts';

interface Opened {
  draftStore: DraftStore;
  draft: Draft;
  /** Whether the server has confirmed that the code gives the right to answer. */
  hasRight: Promise<boolean>;
}

const promise = find('#promise');
let draft: Draft | undefined;
let questionnaire: OpenQuestionnaire | undefined;
let right: Right | undefined;

/** The one refusal that says that there is no such code; every other passes, or is about something else. */
const unknownCode = 'participation:unknownCode';
/** Why a kiosk, which keeps nothing to ask with later, did not begin. */
let notBegun = '';
const minPauseMs = 10_000;
const maxPauseMs = 300_000;
let failures = 0;

/** When there is a network again, when the server has said, or after a while; the person may begin meanwhile. */
function askAgain(error: unknown, ask: () => void): void {
  const waiting = error instanceof Unreachable ? error : new Unreachable();
  showNotice('#right-notice', waitingSentence(waiting, 'rightOffline', 'rightBusy'));
  const pause = Math.max(waiting.retrySeconds * 1000, Math.min(minPauseMs * 2 ** failures, maxPauseMs));
  failures += 1;
  const dueAt = Date.now() + pause;
  const again = () => {
    clearTimeout(timer);
    removeEventListener('online', again);
    document.removeEventListener('visibilitychange', seen);
    ask();
  };
  // The clock of a page that is put away stands still, and a phone goes on with it hours later.
  const seen = () => !document.hidden && Date.now() >= dueAt && again();
  const timer = setTimeout(again, pause);
  addEventListener('online', again);
  document.addEventListener('visibilitychange', seen);
}

/** Asks which unit the code belongs to. Without a network the person goes on answering, and the page asks again later. */
async function askRight(code: string, draft: Draft, draftStore: DraftStore): Promise<boolean> {
  const finish = async (end: End, reason = '') => {
    await draftStore.remove(end);
    showEnd(end, reason);
  };
  try {
    right = await post<Right>(`${client.path}/right`, { code }, 'unit');
  } catch (error) {
    const end = endOf(error);
    if (end) await finish(end, (error as Refused).message);
    else if (error instanceof Refused && error.key === unknownCode) refuse(error);
    else if (onKiosk) {
      const { message } = error as Refused;
      notBegun = error instanceof Unreachable ? waitingSentence(error, 'kioskOffline', 'kioskBusy') : message;
    } else if (error instanceof Refused) showNotice('#right-notice', error.message);
    else askAgain(error, () => void askRight(code, draft, draftStore));
    return false;
  }
  showNotice('#right-notice', '');
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

function returnToPromise(): void {
  if (promise.isConnected) return;
  const main = find('main');
  replaceContent(main, promise, ...main.querySelectorAll('template'));
  questionnaire = undefined;
}

/** The code stands in its field, where it can be compared with the invitation and mended. */
function refuse(error: Refused): void {
  returnToPromise();
  find('#code-field').hidden = false;
  find('#code-field').classList.add('shown');
  showCode(code);
  history.replaceState(null, '', location.pathname);
  code = null;
  showCodeError(error.message);
}

/**
 * Whatever this browser cannot do: to the first page, as it is without script, with the code and the answers so far. It makes its own,
 * weaker promise, so nothing is sent before the person has read that. A right that may be used already belongs to this page alone.
 */
function fallBack(): void {
  const { classList } = document.documentElement;
  if (classList.contains('plain')) return;
  if (onKiosk || draft?.pending) {
    const told = sentence(draft?.pending ? 'failed' : 'kioskFailed');
    showNotice('.failure', told);
    showNotice('#right-notice', told);
    return;
  }
  returnToPromise();
  classList.remove('script');
  classList.add('plain');
  showCode(code ?? codeInAddress());
  for (const [name, value] of Object.entries(draft?.values ?? {}))
    find('#start').append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
}

/** Not what extensions of the browser do wrong. */
const isOurs = (error?: Error) => error?.stack?.includes('/assets/answer');

const typedBefore = typedCode();
let code = onKiosk ? null : (codeInAddress() ?? typedBefore);
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
  // A reload finds a typed one there.
  if (!onKiosk && !codeInAddress()) history.replaceState({ ...history.state, code: typed }, '');
  const draftStore = onKiosk ? memoryDraftStore : await openDraftStore(client.wave, typed);
  const stored = await draftStore.load().catch(() => null);
  const current = (await receiveDraft(typed, draftStore, stored)) ?? { values: {}, part: 0 };
  draft = current;
  const hasRight = askRight(typed, current, draftStore);
  const opened = { draftStore, draft: current, hasRight };
  if (current.sending || Object.keys(current.values).length > 0) showQuestionnaire(typed, opened);
  return opened;
}

function showQuestionnaire(typed: string, { draftStore, draft }: Opened): void {
  questionnaire = openQuestionnaire(typed, draftStore, draft, fallBack);
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
    opened = open(typed);
  }
  const current = await (opened ?? open(typed));
  if (onKiosk && !(await current.hasRight)) {
    if (code) showCodeError(notBegun || sentence('kioskOffline'));
    code = null;
    return;
  }
  if (code !== null && !questionnaire && document.getElementById('start')) showQuestionnaire(typed, current);
}

/** A kiosk reads no code from an address, where the browser would remember it. */
function runOnKiosk(): void {
  document.documentElement.classList.add('kiosk');
  history.replaceState(null, '', location.pathname);
  void loadScript(client.kioskScript).catch(() => undefined);
}

/** What the script cannot do without; the rest it does without. */
const isCapable =
  Boolean(crypto.subtle) && 'content' in document.createElement('template') && 'AbortController' in self;

function run(): void {
  document.documentElement.classList.add('script');
  if (onKiosk) runOnKiosk();
  if (code) opened = open(code);
  else find('#code-field').classList.add('shown');
  opened?.catch(fallBack);
  find('#start').addEventListener('submit', (event) => {
    if (!document.documentElement.classList.contains('script')) return;
    begin(event).catch(fallBack);
  });
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]')) {
    link.addEventListener('click', (event) => {
      link.hash = location.hash;
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      window.name = code ?? '';
      if (!questionnaire) return;
      event.preventDefault();
      void questionnaire.settled().then(() => location.assign(link.href));
    });
  }
}

addEventListener('error', ({ error }) => isOurs(error) && fallBack());
addEventListener('unhandledrejection', ({ reason }) => isOurs(reason) && fallBack());
try {
  rememberLargerText();
  if (isCapable) run();
  else fallBack();
} catch {
  fallBack();
}

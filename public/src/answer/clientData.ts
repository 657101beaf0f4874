/** What the page passes to its script, and the sentences that the script shows. */
export interface ClientData {
  wave: string;
  path: string;
  fingerprint: string;
  credentialScript: string;
  kioskScript: string;
  transferScript: string;
  texts: Record<string, string>;
  send: string;
}

export interface Right {
  unit: string;
  nameFa: string;
  nameEn: string;
  used: boolean;
  demographics: string[];
  /** More invitations than people at launch. */
  overInvited: boolean;
  /** People of the unit at launch and now. */
  headcount: { atLaunch: number; now: number } | null;
  /** What opens the results to employees; null where they are for managers alone. */
  resultsWords?: string | null;
  /** What offices have added for this unit, in the order of its places on the page. */
  questions?: LocalQuestion[];
}

export interface LocalQuestion {
  text: { fa: string; en?: string };
  office: { nameFa: string; nameEn: string };
}

export const client = JSON.parse(document.getElementById('client')?.textContent ?? '{}') as ClientData;
export const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language === 'en' ? 'en' : 'fa');
export const number = (value: number) => numbers.format(value);

/** `1, 2 and 3`, `۱، ۲ و ۳`: without `Intl.ListFormat`, which iPhones before iOS 14.5 lack and which sets a comma before «و». */
export const list = (values: number[]) => listOf(values.map(number));

export function listOf(texts: string[]): string {
  const [comma, and] = language === 'en' ? [', ', ' and '] : ['، ', ' و '];
  const words = [...texts];
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(comma)}${and}${last}`;
}

/** A sentence with its `{{places}}` filled in. */
export function sentence(name: string, values: Record<string, string> = {}): string {
  return (client.texts[name] ?? '').replace(/\{\{(\w+)\}\}/g, (_, field: string) => values[field] ?? '');
}

export function find<T extends HTMLElement>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(selector);
  return found;
}

/** Shows a sentence in a notice, or hides the notice. */
export function showNotice(selector: string, sentence: string): void {
  const notice = document.querySelector<HTMLElement>(selector);
  if (!notice) return;
  notice.textContent = sentence;
  notice.hidden = sentence === '';
}

/** `replaceChildren`, which Chrome before 86 and Safari before 14 lack. */
export function replaceContent(parent: Element, ...nodes: Node[]): void {
  while (parent.firstChild) parent.firstChild.remove();
  parent.append(...nodes);
}

/** Replaces everything in <main> but the templates by one of the templates. */
export function replaceMain(templateId: string): HTMLElement {
  const main = find('main');
  const templates = [...main.querySelectorAll('template')];
  const content = find<HTMLTemplateElement>(`#${templateId}`).content.cloneNode(true);
  replaceContent(main, content, ...templates);
  main.querySelector<HTMLElement>('[tabindex]')?.focus();
  scrollTo(0, 0);
  return main;
}

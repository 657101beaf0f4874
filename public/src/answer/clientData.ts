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
}

export const client = JSON.parse(document.getElementById('client')?.textContent ?? '{}') as ClientData;
export const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language === 'en' ? 'en' : 'fa');
const lists = new Intl.ListFormat(language === 'en' ? 'en' : 'fa');
export const number = (value: number) => numbers.format(value);
export const list = (values: number[]) => lists.format(values.map(number));

/** A sentence with its `{{places}}` filled in. */
export function sentence(name: string, values: Record<string, string> = {}): string {
  return (client.texts[name] ?? '').replace(/\{\{(\w+)\}\}/g, (_, field: string) => values[field] ?? '');
}

export function find<T extends HTMLElement>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} on this page`);
  return found;
}

/** Shows a sentence in a notice, or hides the notice. */
export function showNotice(selector: string, sentence: string): void {
  const notice = document.querySelector<HTMLElement>(selector);
  if (!notice) return;
  notice.textContent = sentence;
  notice.hidden = sentence === '';
}

/** Replaces everything in <main> but the templates by one of the templates. */
export function replaceMain(templateId: string): HTMLElement {
  const main = find('main');
  const templates = [...main.querySelectorAll('template')];
  const content = find<HTMLTemplateElement>(`#${templateId}`).content.cloneNode(true);
  main.replaceChildren(content, ...templates);
  main.querySelector<HTMLElement>('[tabindex]')?.focus();
  scrollTo(0, 0);
  return main;
}

/** The receipt of a suggestion as text, with all that is needed to check it later without this system. Browsers use this file too. */
import { hex } from './codeKeys.ts';

export interface Content {
  office: string;
  topic: string;
  text: string;
}

/** What the server signs: that in this week something was filed that this digest commits to. */
export interface SignedReceipt {
  week: string;
  commitment: string;
  /** Ed25519 over `signedText`, base64. */
  signature: string;
}

const heading = 'farhangsanj suggestion receipt 1';

export const signedText = ({ week, commitment }: Pick<SignedReceipt, 'week' | 'commitment'>) =>
  `${heading}\nweek ${week}\ncommitment ${commitment}\n`;

/** HMAC-SHA-256 of the content under a salt that the code gives, so that nobody can try contents on a receipt of somebody else. */
export async function commitmentTo({ office, topic, text }: Content, salt: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(salt), algorithm, false, ['sign']);
  const words = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const content = encoder.encode(JSON.stringify([office, topic, words]));
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, content)));
}

export function writeReceipt(signed: SignedReceipt, about: Pick<Content, 'office' | 'topic'>, salt: string) {
  const lines = [`signature ${signed.signature}`, `office ${about.office}`, `topic ${about.topic}`];
  return `${signedText(signed)}${lines.join('\n')}\nsalt ${salt}\n`;
}

/** null for what is no receipt. Spaces and empty lines that a printer or a mail put in do not matter. */
export function readReceipt(typed: string) {
  const lines = typed
    .slice(0, 2000)
    .split('\n')
    .map((line) => line.trim());
  const lineOf = (name: string) => lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const [week, commitment, signature] = ['week', 'commitment', 'signature'].map(lineOf);
  if (!lines.includes(heading) || !week || !commitment || !signature) return null;
  const [office = '', topic = '', salt = ''] = ['office', 'topic', 'salt'].map(lineOf);
  return { signed: { week, commitment, signature }, office, topic, salt };
}

/** Half-spaces that are missing, and letters of Arabic keyboards. What is stored has Persian letters; this is for what somebody typed. */
import type { Note } from './note.ts';

const joiner = '\u200c';
/** Verbs after which «می» is often written without anything between, with their endings. */
const verbs =
  'شو(?:د|ند|م|یم)|کن(?:د|ند|م|یم|ید)|ده(?:د|ند|م|یم)|گیر(?:د|ند|م|یم)|رو(?:د|ند|م|یم)|توان(?:د|ند|م|یم)?|خواه(?:د|ند|م|یم)|دان(?:د|ند|م|یم)|گوی(?:د|ند|م|یم)|رس(?:د|ند|م|یم)|گذار(?:د|ند|م|یم)|شد(?:ند)?|کرد(?:ند)?|آی(?:د|ند)|بین(?:د|ند|م|یم)|پرس(?:د|ند)|مان(?:د|ند)|یاب(?:د|ند|م|یم)|پذیر(?:د|ند)|باش(?:د|ند)';

/** Each finds what should be joined by a half-space, and says how it is written. */
const faults: [RegExp, (match: RegExpMatchArray) => string][] = [
  [/(?<!\p{L})(ن?می) (\p{L}{2,})/u, (match) => `${match[1]}${joiner}${match[2]}`],
  [
    new RegExp(`(?<![\\p{L}${joiner}])(ن?می)(${verbs})(?!\\p{L})`, 'u'),
    (match) => `${match[1]}${joiner}${match[2]}`,
  ],
  [
    /(?<!\p{L})(\p{L}{2,}) (ها|های|هایی|هایش|هایشان|هایمان|ترین)(?!\p{L})/u,
    (match) => `${match[1]}${joiner}${match[2]}`,
  ],
  [/(?<!\p{L})(\p{L}{3,}) (تر)(?!\p{L})/u, (match) => `${match[1]}${joiner}${match[2]}`],
  [/(?<!\p{L})(\p{L}{2,}ه) (ای|ام|اند|ایم)(?!\p{L})/u, (match) => `${match[1]}${joiner}${match[2]}`],
];

export function spellingNotes(text: string): Note[] {
  for (const [fault, written] of faults) {
    const match = fault.exec(text);
    if (match) return [{ name: 'halfSpace', values: { found: match[0], written: written(match) } }];
  }
  return [];
}

/** Letters and digits of Arabic keyboards that are replaced on saving; empty where there are none. */
export function arabicLetters(typed: string): string[] {
  return [...new Set(typed.match(/[يىكۀة]|[\u0660-\u0669]/gu) ?? [])].filter((one) => /[يىك]/.test(one));
}

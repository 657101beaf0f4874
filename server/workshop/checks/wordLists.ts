/** Words that make an item hard to answer or to compare, in the three languages. Persian words stand in both common spellings. */

const persianWord = (words: string) => `(?<![\\p{L}\\u200c])(?:${words})(?![\\p{L}\\p{M}])`;

const absolute = new RegExp(
  `${persianWord(
    'همیشه|همواره|هرگز|هیچ|هیچ[ \\u200c]?(?:وقت|گاه|کس|یک|کدام)|همه\\u0654?|همه[ \\u200c]ی|همگی|تمام|تمامی|کاملاً|کاملا|مطلقاً|مطلقا|قطعاً|قطعا|حتماً|حتما|فقط|صرفاً|بی[ \\u200c]?شک|هئچ|هامی|هامیسی',
  )}|\\b(?:always|never|all|every|everyone|everybody|everything|none|nobody|nothing|only|completely|totally|absolutely|entirely|certainly)\\b`,
  'giu',
);

/** Each word once, as it is written. */
export function absoluteWords(text: string): string[] {
  return [...new Set([...text.matchAll(absolute)].map(([word]) => word.trim()))];
}

/** Persian verbs with «ن» before them, the negated copula, and the negations of English and Azerbaijani. */
const negation = new RegExp(
  [
    '(?<![\\p{L}])ن(?:می(?:[\\u200c ]?\\p{L})|یست|ی\\u200cست|دار[دنیم]|داشت|شد|شو[دن]|کن[دن]|کرد|باش|بود|باید|توان|خواه|ده[دن]|داد|گذار|رو[دن]|رفت|گوی|گفت|آی|آمد|گیر|گرفت|دان)',
    '\\b(?:not|cannot|no|never|nor|neither)\\b',
    "\\b\\w+n[’']t\\b",
    'دئییل|دیییل|یوخدور|یوخدو',
  ].join('|'),
  'iu',
);

export function isNegated(text: string): boolean {
  return negation.test(text);
}

/** Words that end with a finite verb, in which one statement may be complete. */
const finiteVerb =
  /(?:^|\s)(?:ن?می[\u200c ]?\p{L}+|است|هست|هستند|نیست|نیستند|بود|بودند|شد|شدند|دارد|دارند|دارم|داریم|ندارد|ندارند|ندارم|کرد|کردند|کند|کنند|شود|شوند|باشد|باشند|داد|دادند|دهد|دهند|گرفت|گرفتند|باید|توان)(?=[\s،؛.]|$)/u;

export function hasVerb(text: string): boolean {
  return finiteVerb.test(text);
}

/** «و» and «یا» between words, and their English and Azerbaijani sisters. A range of numbers is one thing. */
export const joiningWord =
  /(?<=[\p{L}\p{M}»)،])\s+(و\s?\/\s?یا|و|یا|هم\s+\S+\s+هم|and\/or|and|or|یا\s?دا)\s+(?=[\p{L}«(])/giu;

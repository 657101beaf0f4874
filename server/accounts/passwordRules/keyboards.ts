/** What fingers and children do in order: rows and columns of the keyboard, alphabets, digits. And the two layouts of an Iranian keyboard. */
import { key } from '../../i18n/text.ts';

/** Three neighbours or more of any of these, forwards or backwards, are one guess. Persian rows are found by their Latin keys. */
const forwards = [
  '012345678901234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qawsedrftgyhujikolp',
  'abcdefghijklmnopqrstuvwxyz',
  key('ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی'),
  key('ابتثجحخدذرزسشصضطظعغفقکلمنوهی'),
  key('ابجدهوزحطیکلمنسعفصقرشتثخذضظغ'),
];

const backwards = forwards.map((row) => [...row].reverse().join(''));
export const rows: readonly string[] = [...forwards, ...backwards];

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,";
const persianKeys = 'ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو';

const latinOf = new Map([...persianKeys].map((letter, at) => [letter, latinKeys[at] ?? letter]));
const persianOf = new Map([...latinKeys].map((letter, at) => [letter, persianKeys[at] ?? letter]));

/** The same keys, with the layout switched: `ضصثق` → `qwer`. Each letter stays one letter. */
export const onLatinLayout = (text: string): string => swapped(text, latinOf);
export const onPersianLayout = (text: string): string => swapped(text, persianOf);

function swapped(text: string, layout: ReadonlyMap<string, string>): string {
  return [...text].map((letter) => layout.get(letter) ?? letter).join('');
}

/**
 * Text that a spreadsheet would run. Files that we write get an apostrophe before it, which turns it into plain text, and files that we
 * read lose that apostrophe again, so that what was written and read has not changed.
 */

/** What spreadsheets and their imports drop before they look at the first character; a line break or tab at the start is enough. */
const dropped = String.raw`[\s\p{Cc}\p{Default_Ignorable_Code_Point}]`;
const formula = new RegExp(String.raw`^(?:[\t\r\n]|${dropped}*[=+@\-＝＋－＠﹢﹣﹦﹫])`, 'u');
const guarded = new RegExp(String.raw`^'+(?:[\t\r\n]|${dropped}*[=+@\-＝＋－＠﹢﹣﹦﹫])`, 'u');
/** An apostrophe before digits is how people make Excel keep the zero of a telephone number. */
const typedAsText = /^'+[+\d\u0660-\u0669\u06f0-\u06f9]/;

export const looksLikeFormula = (text: string) => formula.test(text);

/** Text as it is written into a cell: an apostrophe before what looks like a formula, and before what we would take for guarded. */
export const guardText = (text: string) =>
  formula.test(text) || guarded.test(text) || typedAsText.test(text) ? `'${text}` : text;

/** The text of a cell without the apostrophe that marks it as text. */
export const unguardText = (text: string) =>
  guarded.test(text) || typedAsText.test(text) ? text.slice(1) : text;

/**
 * What makes the desk's forms easier, which work without it: a calendar beside fields of days, fields for
 * files worded as the page is, and a question before words are lost.
 */
import { addDayPicker } from './desk/dayPicker.ts';
import { wordFileField } from './desk/fileField.ts';
import { guardUnsaved } from './desk/unsaved.ts';

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-day]')) addDayPicker(input);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-file]')) wordFileField(input);
guardUnsaved(document.querySelectorAll<HTMLFormElement>('main form[method="post"]'));

/** Lists of choices of a form: a scale for items, or the options of a background question. */
import type { Demographic, Localised, Scale } from '../../instruments/instrument.ts';
import { apartNames, type Texts } from './columns.ts';
import type { PassedOver } from './passedOver.ts';
import type { FormSheet } from './readSheets.ts';

export interface ChoiceList {
  choices: { row: number; id: string; title: Localised; undisclosed: boolean }[];
}

/** A text of any language stands for the Persian where that is missing, and this is listed. */
export function localisedOf(
  texts: Texts | undefined,
  plain: string | undefined,
  place: { sheet: string; row: number },
  passedOver: PassedOver[],
): Localised | null {
  const { fa, en, azb } = texts ?? {};
  const persian = fa ?? (plain && /\p{Script=Arabic}/u.test(plain) ? plain : undefined);
  const english = en ?? (plain && plain !== persian ? plain : undefined);
  const text = persian ?? azb ?? english;
  if (!text) return null;
  if (!persian) passedOver.push({ ...place, reason: 'noPersian', found: text });
  return { fa: text, ...(english && { en: english }), ...(azb && { azb }) };
}

export function listsOf({ rows }: FormSheet, passedOver: PassedOver[]): Map<string, ChoiceList> {
  const lists = new Map<string, ChoiceList>();
  for (const { row, cells, texts } of rows) {
    const name = cells.list_name ?? cells['list name'] ?? '';
    const id = cells.name ?? cells.value ?? '';
    const place = { sheet: 'choices', row };
    const title = localisedOf(texts.label, cells.label, place, passedOver);
    if (!name || !id || !title) {
      passedOver.push({ ...place, reason: 'choice', found: [name, id].filter(Boolean).join(' ') });
      continue;
    }
    const list = lists.get(name) ?? { choices: [] };
    list.choices.push({ row, id, title, undisclosed: cells.undisclosed === 'yes' });
    lists.set(name, list);
    for (const field of Object.keys(cells))
      if (!['list_name', 'list name', 'name', 'value', 'label', 'undisclosed', 'order'].includes(field))
        passedOver.push({ ...place, reason: 'column', found: field });
  }
  return lists;
}

export function scaleOfList({ choices }: ChoiceList): Scale {
  const apart = choices.find(({ id }) => apartNames.includes(id));
  const labels = choices.filter((choice) => choice !== apart).map(({ title }) => title);
  return { points: labels.length, labels, ...(apart && { notApplicable: apart.title }) };
}

export function optionsOfList({ choices }: ChoiceList): Demographic['options'] {
  return choices.map(({ id, title, undisclosed }) => ({
    id,
    title,
    ...(undisclosed && { undisclosed: true as const }),
  }));
}

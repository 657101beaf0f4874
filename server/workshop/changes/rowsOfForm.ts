/** What forms of the editor hold in numbered rows: options, labels of a scale, bands. A row without any text is left out. */
import type { FieldError } from '../../http/forms.ts';
import { parseNumber } from '../../i18n/digits.ts';
import { clean } from '../../i18n/text.ts';
import type { Band, Demographic, Scale, ShowIf } from '../../instruments/instrument.ts';
import type { Localised } from '../../instruments/localised.ts';

type Body = Record<string, unknown>;

/** How many rows of a kind a form can have. */
const maxRows = 250;
const read = (body: Body, name: string) =>
  typeof body[name] === 'string' ? clean(body[name] as string) : '';

interface Row {
  at: number;
  text: Localised;
}

/** The rows `<name>.<n>.<language>` that have a text; those with another language alone are errors. */
function textRows(body: Body, name: string): { rows: Row[]; errors: FieldError[] } {
  const rows: Row[] = [];
  const errors: FieldError[] = [];
  for (let at = 1; at <= maxRows && `${name}.${at}.fa` in body; at += 1) {
    const [fa, en, azb] = (['fa', 'en', 'azb'] as const).map((one) => read(body, `${name}.${at}.${one}`));
    if (fa) rows.push({ at, text: { fa, ...(en && { en }), ...(azb && { azb }) } });
    else if (en || azb) errors.push({ field: `${name}.${at}.fa`, message: 'workshop:errors.persianMissing' });
  }
  return { rows, errors };
}

/** In the order of their place numbers; an option that has no id yet gets the next free number. */
export function optionsIn(body: Body): { options: Demographic['options']; errors: FieldError[] } {
  const { rows, errors } = textRows(body, 'option');
  const given = rows.map(({ at }) => read(body, `option.${at}.id`));
  const used = new Set(given);
  let number = 1;
  const options = rows.map(({ at, text }, index) => {
    let id = given[index]!;
    if (!id) {
      while (used.has(`option${number}`)) number += 1;
      id = `option${number}`;
      used.add(id);
    } else if (!/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}$/.test(id) || /^(na|notapplicable)$/i.test(id))
      errors.push({ field: `option.${at}.id`, message: 'workshop:errors.optionId' });
    const place = parseNumber(read(body, `option.${at}.place`)) ?? at;
    const undisclosed = body[`option.${at}.undisclosed`] === 'yes';
    return { place, option: { id, title: text, ...(undisclosed && { undisclosed: true as const }) } };
  });
  const inOrder = options.sort((a, b) => a.place - b.place).map(({ option }) => option);
  return { options: inOrder, errors };
}

/** As many points as there are labels. */
export function scaleIn(body: Body): { scale: Scale; errors: FieldError[] } {
  const { rows, errors } = textRows(body, 'label');
  const apart = textRows({ 'apart.1.fa': '', ...pick(body, 'apart.1.') }, 'apart');
  const labels = rows.map(({ text }) => text);
  if (labels.length < 2 || labels.length > 11)
    errors.push({ field: 'label.1.fa', message: 'workshop:errors.points' });
  const [notApplicable] = apart.rows.map(({ text }) => text);
  const scale = { points: labels.length, labels, ...(notApplicable && { notApplicable }) };
  return { scale, errors: [...errors, ...apart.errors] };
}

const pick = (body: Body, beginning: string) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith(beginning)));

export function bandsIn(body: Body): { bands: Band[]; errors: FieldError[] } {
  const { rows, errors } = textRows(body, 'band');
  const bands = rows.map(({ at, text }) => ({
    at,
    from: edgeOf(read(body, `band.${at}.from`), Number(body[`band.${at}.exact`])),
    title: text,
  }));
  bands.forEach(({ at, from }, index) => {
    const field = `band.${at}.from`;
    const before = bands[index - 1]?.from;
    if (!(from >= 0 && from <= 100)) errors.push({ field, message: 'workshop:errors.score' });
    else if (index === 0 && from !== 0) errors.push({ field, message: 'workshop:errors.firstBand' });
    else if (before !== undefined && from <= before)
      errors.push({ field, message: 'workshop:errors.bandOrder' });
  });
  if (bands.length === 0) errors.push({ field: 'band.1.fa', message: 'workshop:errors.noBand' });
  return { bands: bands.map(({ from, title }) => ({ from, title })), errors };
}

/** Edges such as 33⅓ are shown rounded: one that was not touched stays exact. */
function edgeOf(typed: string, exact: number): number {
  const from = parseNumber(typed) ?? Number.NaN;
  return Math.round(exact * 100) / 100 === from ? exact : from;
}

/** Chosen as `<question>:<option>`; all of one question. */
export function showIfIn(body: Body): { showIf: ShowIf | undefined; errors: FieldError[] } {
  const chosen = [body.showIf ?? []].flat().filter((one) => typeof one === 'string');
  const pairs = chosen.map((one) => one.split(/:(.*)/s) as [string, string]);
  const [first] = pairs;
  if (!first) return { showIf: undefined, errors: [] };
  const question = first[0];
  if (pairs.some((pair) => pair[0] !== question))
    return { showIf: undefined, errors: [{ field: 'showIf', message: 'workshop:errors.oneCondition' }] };
  return { showIf: { question, is: pairs.map(([, option]) => option) }, errors: [] };
}

/** The form of the questions that an office adds: five rows, Persian and English; rows left empty are left out. */
import { z } from 'zod';
import { codeOrNone } from '../../http/formFields.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { key } from '../../i18n/text.ts';
import type { Localised } from '../../instruments/localised.ts';
import { maxLocalQuestions } from '../../waves/localBlocks.ts';
import { text } from '../campaignFields.ts';

const maxLength = 300;

export const rows = Array.from({ length: maxLocalQuestions }, (_, at) => at + 1);

const schema = z.object({
  ...Object.fromEntries(
    rows.flatMap((row) => [`fa${row}`, `en${row}`].map((name) => [name, text(maxLength)])),
  ),
  began: codeOrNone(),
});

/** What was typed, by name of the field. */
export type TypedBlock = Record<string, string>;

export function typedOfBody(body: Record<string, unknown>): TypedBlock {
  const names = rows.flatMap((row) => [`fa${row}`, `en${row}`]);
  return Object.fromEntries(names.map((name) => [name, String(body[name] ?? '')]));
}

export function typedOfQuestions(questions: readonly Localised[]): TypedBlock {
  return Object.fromEntries(
    rows.flatMap((row) => [
      [`fa${row}`, questions[row - 1]?.fa ?? ''],
      [`en${row}`, questions[row - 1]?.en ?? ''],
    ]),
  );
}

export type ReadBlock =
  | { ok: true; questions: Localised[]; began: string }
  | { ok: false; errors: FieldError[] };

/** @param places how many questions this office may have */
export function readBlock(body: Record<string, unknown>, places: number): ReadBlock {
  const form = readForm(schema, { ...typedOfBody(body), began: body.began });
  if (!form.ok) return form;
  const { began, ...typed } = form.value as Record<string, string>;
  const written = rows.flatMap((row) => {
    const [fa = '', en = ''] = [typed[`fa${row}`], typed[`en${row}`]];
    return fa || en ? [{ row, fa, en }] : [];
  });
  const errors = written.flatMap(({ row, fa }, at): FieldError[] => {
    const field = `fa${row}`;
    if (!fa) return [{ field, message: 'localBlocks:errors.noPersian' }];
    if (written.some((other, before) => before < at && key(other.fa) === key(fa)))
      return [{ field, message: 'localBlocks:errors.twice' }];
    return at >= places ? [{ field, message: 'localBlocks:errors.tooMany', values: { count: places } }] : [];
  });
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    began: began ?? '',
    questions: written.map(({ fa, en }) => ({ fa, ...(en && { en }) })),
  };
}

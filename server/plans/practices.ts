/**
 * What can be done about a dimension: the files `surveys/<instrument>/practices/<dimension>.json`, with practices that each say what they
 * take and where they come from, and three questions for the staff meeting. An instrument without such files has plans all the same.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { localised } from '../instruments/localised.ts';
import { projectRoot } from '../projectRoot.ts';

/** English is asked for as well: a page of practices in two languages would be read by nobody. */
const inBoth = localised.required({ en: true });

const practice = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/),
  title: inBoth,
  /** From the decision until it can be felt. */
  weeks: z.int().min(1).max(52),
  /** Working hours of all that take part, in an office of ten. */
  hours: z.int().min(1).max(500),
  /** What it was tried in; `experience` where nobody has tested it. */
  source: z.union([z.literal('experience'), z.string().min(20).max(200)]),
});

const practiceFile = z.strictObject({
  dimension: z.string(),
  practices: z.array(practice).min(3).max(5),
  /** For the meeting with the staff; none may ask who has said something. */
  questions: z.array(inBoth).length(3),
});

export type Practice = z.infer<typeof practice>;
export type PracticeFile = z.infer<typeof practiceFile>;

const files = new Map<string, PracticeFile[]>();

/** The files of an instrument, read once; none for an instrument that was uploaded. @throws ZodError for a file with mistakes */
export function practicesOf(instrument: string): PracticeFile[] {
  const known = files.get(instrument);
  if (known) return known;
  const folder = join(projectRoot, 'surveys', instrument, 'practices');
  const read = /^[\w-]+$/.test(instrument) && existsSync(folder) ? readFolder(folder) : [];
  files.set(instrument, read);
  return read;
}

function readFolder(folder: string): PracticeFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => practiceFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

export function practicesFor(instrument: string, dimension: string): PracticeFile | null {
  return practicesOf(instrument).find((file) => file.dimension === dimension) ?? null;
}

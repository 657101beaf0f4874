/**
 * What every step of an import after the upload begins with: the held file, what its columns can stand for, and what its columns are. A
 * sealed field of the form says which file and which instruments; nothing about it is stored on the server.
 */
import { deserialize } from 'node:v8';
import type { Request } from 'express';
import { z } from 'zod';
import type { AppContext } from '../../appContext.ts';
import { parseBody } from '../../http/forms.ts';
import { BadRequest, Conflict } from '../../http/httpErrors.ts';
import { seal, unseal } from '../../http/sealed.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { askedTogether } from '../../instruments/askedTogether.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { compileQuestionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { loadOffices } from '../../offices/loadOffices.ts';
import { isValidOn } from '../../offices/office.ts';
import type { OfficeRecord } from '../../offices/officeFile.ts';
import { type HeldFile, heldBytes } from './heldFile.ts';
import { type Known, knownOf } from './known.ts';
import { headingMatcher } from './matchHeadings.ts';
import { type ForeignTable, targetsOf } from './readForeign.ts';
import { type Remembered, recallMapping } from './rememberedMapping.ts';

const purpose = 'answers of another program';

const heldSchema = z.object({
  file: z.object({ id: z.string(), key: z.string() }),
  fileName: z.string(),
  /** `<id>@<version>` */
  instruments: z.array(z.string()).min(1),
  /** The office above all others of the wave. */
  root: z.string(),
});
export type Held = z.infer<typeof heldSchema>;

export interface Step extends Held {
  /** The form's field for the next step. */
  sealed: string;
  versions: Instrument[];
  offices: OfficeRecord[];
  known: Known;
  remembered: Remembered;
  table: ForeignTable;
  /** What each column stands for by its heading. */
  suggested: string[];
}

type Context = Pick<AppContext, 'config' | 'clock' | 'sessionSecret'>;

/** The step that a posted form belongs to. @throws Conflict where the file is not held any more */
export async function stepOf(req: Request, context: Context): Promise<Step> {
  const { held } = parseBody(z.object({ held: z.string() }), req.body);
  const opened = heldSchema.safeParse(unseal(held, context.sessionSecret, purpose));
  if (!opened.success) throw new BadRequest();
  return openStep(opened.data, context);
}

async function openStep(held: Held, { config, clock, sessionSecret }: Context): Promise<Step> {
  const now = clock.now();
  const bytes = heldBytes(held.file as HeldFile, config.dataDir, now);
  if (!bytes) throw new Conflict('imports:errors.gone');
  return stepWith(held, deserialize(bytes) as ForeignTable, { clock, sessionSecret });
}

/** The step of a table that has just been read and held. */
export async function stepWith(
  held: Held,
  table: ForeignTable,
  { clock, sessionSecret }: Pick<Context, 'clock' | 'sessionSecret'>,
): Promise<Step> {
  const { versions, offices, known } = await wantedBy(held, clock.now());
  const headings = table.columns.map(({ heading }) => heading);
  const ids = versions.map(({ id }) => id);
  const remembered = await recallMapping(ids, headings, known);
  const suggested = targetsOf(table, headingMatcher(known, remembered.columns));
  const sealed = seal(held, sessionSecret, purpose);
  return { ...held, sealed, table, versions, offices, known, remembered, suggested };
}

/** What the columns can stand for. @throws QuestionnaireError */
export async function wantedBy({ instruments, root }: Pick<Held, 'instruments' | 'root'>, now: Date) {
  const versions = await versionsOf(instruments);
  const offices = await officesBelow(root, isoDayOf(now));
  return { versions, offices, known: knownOf(compileQuestionnaire(versions), offices) };
}

/** As one wave asks them. @throws BadRequest for what is no version */
export async function versionsOf(names: readonly string[]): Promise<Instrument[]> {
  const versions: Instrument[] = [];
  for (const name of names) {
    const [id = '', version] = name.split('@');
    const found = await findInstrument(id, Number(version));
    if (!found) throw new BadRequest();
    versions.push(found);
  }
  return askedTogether(versions);
}

/** The office and everything below it that exists today, as an offices file has them. */
async function officesBelow(root: string, day: string): Promise<OfficeRecord[]> {
  const tree = await loadOffices();
  return tree
    .subtree(root)
    .filter((office) => office.code === root || isValidOn(office, day))
    .map(({ code, level, nameFa, nameEn, shortNameFa, shortNameEn, parent, headcount }) => ({
      code,
      level,
      nameFa,
      nameEn,
      shortNameFa,
      shortNameEn,
      parent,
      ...(headcount !== null && { headcount }),
    }));
}

/**
 * What every step of an import after the upload begins with: the held file, what its columns can stand for, and what its columns are. A
 * sealed field of the form says which file and which instruments; nothing about it is stored on the server.
 */
import type { Request } from 'express';
import { z } from 'zod';
import type { AppContext } from '../../appContext.ts';
import { parseBody } from '../../http/forms.ts';
import { BadRequest, Conflict } from '../../http/httpErrors.ts';
import { seal, unseal } from '../../http/sealed.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { compileQuestionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { loadOffices } from '../../offices/loadOffices.ts';
import { isValidOn } from '../../offices/office.ts';
import type { OfficeRecord } from '../../offices/officeFile.ts';
import { surveyInThread } from './foreignTask.ts';
import { type HeldFile, heldBytes } from './heldFile.ts';
import { type Known, knownOf } from './known.ts';
import type { ForeignTable } from './readForeign.ts';
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
  bytes: Buffer;
  versions: Instrument[];
  offices: OfficeRecord[];
  known: Known;
  remembered: Remembered;
  survey: ForeignTable;
}

type Context = Pick<AppContext, 'config' | 'clock' | 'sessionSecret'>;

/** The step that a posted form belongs to. @throws Conflict where the file is not held any more */
export async function stepOf(req: Request, context: Context): Promise<Step> {
  const { held } = parseBody(z.object({ held: z.string() }), req.body);
  const opened = heldSchema.safeParse(unseal(held, context.sessionSecret, purpose));
  if (!opened.success) throw new BadRequest();
  return openStep(opened.data, context);
}

/** @throws Conflict, UnreadableFile, QuestionnaireError */
export async function openStep(held: Held, { config, clock, sessionSecret }: Context): Promise<Step> {
  const now = clock.now();
  const bytes = heldBytes(held.file as HeldFile, config.dataDir, now);
  if (!bytes) throw new Conflict('imports:errors.gone');
  const versions = await versionsOf(held.instruments);
  const offices = await officesBelow(held.root, isoDayOf(now));
  const known = knownOf(compileQuestionnaire(versions), offices);
  const ids = versions.map(({ id }) => id);
  const unknown = await surveyInThread({ bytes, known, remembered: new Map() });
  const remembered = await recallMapping(
    ids,
    unknown.columns.map(({ heading }) => heading),
    known,
  );
  const survey =
    remembered.columns.size === 0
      ? unknown
      : await surveyInThread({ bytes, known, remembered: remembered.columns });
  const sealed = seal(held, sessionSecret, purpose);
  return { ...held, sealed, bytes, versions, offices, known, remembered, survey };
}

/** @throws BadRequest for what is no version */
export async function versionsOf(names: readonly string[]): Promise<Instrument[]> {
  const versions: Instrument[] = [];
  for (const name of names) {
    const [id = '', version] = name.split('@');
    const found = await findInstrument(id, Number(version));
    if (!found) throw new BadRequest();
    versions.push(found);
  }
  return versions;
}

/** The office and everything below it that exists today, as an offices file has them. */
async function officesBelow(root: string, day: string): Promise<OfficeRecord[]> {
  const tree = await loadOffices();
  return tree
    .subtree(root)
    .filter((office) => office.code === root || isValidOn(office, day))
    .map(({ code, level, nameFa, nameEn, parent, headcount }) => ({
      code,
      level,
      nameFa,
      nameEn,
      parent,
      ...(headcount !== null && { headcount }),
    }));
}

/** The first step of an import: which instruments were asked, in which part of the organisation, and the file of the answers. */

import { serialize } from 'node:v8';
import { type Response, Router } from 'express';
import { z } from 'zod';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import type { FileProblem } from '../../http/fileProblem.ts';
import type { FieldError } from '../../http/forms.ts';
import { uploadedFile } from '../../http/multipart.ts';
import { readerOf } from '../../http/readerOf.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import { compileQuestionnaire, QuestionnaireError } from '../../instruments/compileQuestionnaire.ts';
import { localise } from '../../instruments/localised.ts';
import { loadOffices } from '../../offices/loadOffices.ts';
import { officeName } from '../../offices/officeName.ts';
import { problemOfUnreadable, UnreadableFile } from '../../tables/reading/unreadable.ts';
import { showColumns } from './columnRoutes.ts';
import { readInThread } from './foreignTask.ts';
import { holdFile } from './heldFile.ts';
import { importsPath } from './paths.ts';
import { stepWith, versionsOf, wantedBy } from './step.ts';

const name = z.string().max(100);
const uploadForm = z.object({
  instruments: z
    .union([z.array(name).max(20), name.transform((one) => [one])])
    .optional()
    .transform((names) => names ?? []),
  root: name.catch(''),
});
type Chosen = z.infer<typeof uploadForm>;

interface Shown {
  chosen: Chosen;
  fileName: string;
  problems: readonly (Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>)[];
  errors: FieldError[];
}

export function uploadRoutes(context: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const { config, clock } = context;

  router.get('/imports', administrator, (_req, res) =>
    showUpload(res, { chosen: { instruments: [], root: '' }, fileName: '', problems: [], errors: [] }),
  );

  router.post('/imports/columns', administrator, async (req, res) => {
    const file = uploadedFile(req);
    const chosen = uploadForm.parse(req.body ?? {});
    const errors = await wrongWith(chosen, file !== null);
    if (errors.length > 0 || !file) return showUpload(res, { chosen, fileName: '', problems: [], errors });
    try {
      const table = await readInThread(file.bytes, (await wantedBy(chosen, clock.now())).known);
      const held = holdFile(serialize(table), config.dataDir, clock.now());
      const step = await stepWith({ file: held, fileName: file.name, ...chosen }, table, context);
      const columns = step.suggested;
      const shown = { columns, typed: columns, office: '', acceptsMissing: false, errors: [] };
      await showColumns(res, step, shown);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      const problems = [problemOfUnreadable(error)];
      await showUpload(res, { chosen, fileName: file.name, problems, errors: [] });
    }
  });
  return router;
}

async function wrongWith({ instruments, root }: Chosen, hasFile: boolean): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  if (instruments.length === 0) errors.push({ field: 'instruments', message: 'imports:errors.noInstrument' });
  try {
    compileQuestionnaire(await versionsOf(instruments));
  } catch (error) {
    if (!(error instanceof QuestionnaireError)) throw error;
    errors.push({
      field: 'instruments',
      message: 'imports:errors.apart',
      values: { found: error.problems.join('; ') },
    });
  }
  if (!(await loadOffices()).get(root)) errors.push({ field: 'root', message: 'imports:errors.noRoot' });
  if (!hasFile) errors.push({ field: 'file', message: 'imports:errors.noFile' });
  return errors;
}

async function showUpload(res: Response, { chosen, fileName, problems, errors }: Shown): Promise<void> {
  const { t, f, lang } = readerOf(res);
  const tree = await loadOffices(lang);
  await res.page('imports/upload', {
    title: t('imports:title'),
    layout: 'desk',
    status: errors.length + problems.length > 0 ? 422 : 200,
    path: importsPath,
    instruments: (await allInstruments()).map(({ id, version, title }) => ({
      value: `${id}@${version}`,
      label: localise(title, lang).text,
      hint: t('imports:version', { version: f.number(version) }),
    })),
    roots: tree
      .inOrder()
      .filter(({ office, depth }) => depth === 0 || tree.children(office.code).length > 0)
      .map(({ office, depth }) => ({
        value: office.code,
        label: `${'\u00a0\u00a0'.repeat(depth)}${officeName(office, lang)}`,
      })),
    chosen,
    fileName,
    problems,
    errors,
  });
}

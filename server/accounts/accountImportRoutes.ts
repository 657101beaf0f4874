/** Accounts from a CSV: upload, preview, confirmation, which answers with the printable letters. */
import { type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import { previewedFile, readForm } from '../http/forms.ts';
import { BadRequest } from '../http/httpErrors.ts';
import { uploadedFile } from '../http/multipart.ts';
import { readerOf } from '../http/readerOf.ts';
import { translator } from '../i18n/translator.ts';
import { presentReading } from '../tables/reading/reading.ts';
import { type Account, AccountModel } from './account.ts';
import type { AccountPages } from './accountPages.ts';
import { createAccount } from './createAccount.ts';
import { accountOf, requireRole } from './guards.ts';
import type { OfficeChoices } from './officeChoices.ts';
import { readAccounts } from './readAccounts.ts';
import { requireProof } from './secondFactor/requireProof.ts';

export function accountImportRoutes(
  context: AppContext,
  officeChoices: OfficeChoices,
  { showLetters }: Pick<AccountPages, 'showLetters'>,
): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  const read = async (bytes: Buffer) => {
    const [accounts, offices] = await Promise.all([
      AccountModel.find({}, { username: 1 }).lean(),
      officeChoices('fa'),
    ]);
    return readAccounts(bytes, {
      usernames: new Set(accounts.map(({ username }) => username)),
      offices: new Set(offices.map(({ code }) => code)),
    });
  };

  router.get('/accounts/import', administrator, (_req, res) => showUpload(res, '', []));

  router.post('/accounts/import', administrator, async (req, res) => {
    const file = uploadedFile(req);
    const missing = { line: 0, column: 0, field: '', message: 'accounts:import.noFile', values: {} };
    if (!file) return showUpload(res, '', [missing]);
    const { records, problems, reading, content } = await read(file.bytes);
    if (problems.length) return showUpload(res, file.name, problems);
    const title = translator(res.locals.lang)('accounts:preview.title');
    const shown = reading && presentReading(reading, readerOf(res));
    await res.page('accounts/preview', { title, fileName: file.name, content, reading: shown, records });
  });

  router.post('/accounts/import/confirmation', administrator, requireProof(context), async (req, res) => {
    const form = readForm(previewedFile, req.body);
    if (!form.ok) throw new BadRequest();
    const { content, fileName } = form.value;
    const { records, problems } = await read(Buffer.from(content));
    if (problems.length) return showUpload(res, fileName, problems);
    const made: Account[] = [];
    for (const record of records) {
      made.push(await createAccount(record, accountOf(req)._id, clock.now()));
    }
    await showLetters(req, res, made);
  });
  return router;
}

function showUpload(res: Response, fileName: string, problems: FileProblem[]): Promise<void> {
  return res.page('accounts/import', {
    title: translator(res.locals.lang)('accounts:import.title'),
    status: problems.length ? 422 : 200,
    fileName,
    problems,
  });
}

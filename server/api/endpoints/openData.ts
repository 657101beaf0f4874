/** Open data of a released wave: what it holds, its file and its codebook, the same for every reader. */
import { z } from 'zod';
import { CannotAnonymise } from '../../disclosure/cannotAnonymise.ts';
import { openDataName } from '../../exports/codebook.ts';
import { openDataFiles, openDataFilesOrProgress } from '../../exports/openDataFiles.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { sendCsv } from '../../tables/sendTable.ts';
import { getCountedWave } from '../../waves/getWave.ts';
import { endpoint } from '../endpoint.ts';
import { apiPath } from '../paths.ts';
import { auditReading } from '../requests/auditReading.ts';
import { emptyQuery, id } from '../schemas/basics.ts';
import { codebook, making, openData } from '../schemas/openData.ts';

const ofWave = {
  method: 'get' as const,
  roles: ['analyst'] as const,
  params: z.strictObject({ wave: id }),
  query: emptyQuery,
  problems: [404],
};
const retrySeconds = '10';

export const openDataEndpoint = endpoint({
  ...ofWave,
  id: 'getOpenData',
  path: '/waves/{wave}/open-data',
  answers: { 200: openData, 202: making },
  async handle({ params }) {
    const wave = await getCountedWave(params.wave);
    const files = await published(openDataFilesOrProgress(wave));
    if ('done' in files)
      return {
        status: 202,
        headers: { 'Retry-After': retrySeconds },
        body: { wave: wave._id, done: files.done, total: files.total },
      };
    const { rows, offices, maskedRows, maskedShare, smallestClass } = files.summary;
    const base = `${apiPath}/waves/${wave._id}/open-data`;
    return {
      body: {
        wave: wave._id,
        ...{ rows, offices, maskedRows, maskedShare },
        smallestClass: Number.isFinite(smallestClass) ? smallestClass : null,
        sha256: files.sha256,
        bytes: files.bytes,
        data: `${base}/data.csv`,
        codebook: `${base}/codebook`,
      },
    };
  },
});

export const openDataFileEndpoint = endpoint({
  ...ofWave,
  id: 'getOpenDataFile',
  path: '/waves/{wave}/open-data/data.csv',
  answers: { 200: { file: 'text/csv' } },
  async handle({ params, req, res, now }) {
    const wave = await getCountedWave(params.wave);
    const files = await published(openDataFiles(wave));
    await auditReading(req, 'openData.download', { kind: 'wave', id: wave._id }, now);
    res.set({ ETag: `"${files.sha256}"`, 'Content-Length': String(files.bytes) });
    if (req.fresh) {
      res.removeHeader('Content-Length');
      res.status(304).end();
      return null;
    }
    await sendCsv(res, openDataName(wave._id), files.pieces());
    return null;
  },
});

export const codebookEndpoint = endpoint({
  ...ofWave,
  id: 'getCodebook',
  path: '/waves/{wave}/open-data/codebook',
  answers: { 200: codebook },
  async handle({ params }) {
    const wave = await getCountedWave(params.wave);
    return { body: (await published(openDataFiles(wave))).codebook };
  },
});

/** @throws NotFound where nothing may be published */
async function published<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof CannotAnonymise) throw new NotFound('api:problem.noOpenData');
    throw error;
  }
}

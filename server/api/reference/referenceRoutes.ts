/** The OpenAPI document and its reference page: open to everybody, in the language of the address; they tell nothing of what is stored. */
import { Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { baseUrlOf } from '../../http/baseUrlOf.ts';
import type { OverloadGate } from '../../http/overloadGate.ts';
import { readerOf } from '../../http/readerOf.ts';
import type { Language } from '../../i18n/languages.ts';
import type { Reader } from '../../i18n/reader.ts';
import { apiPath, openApiPath, referencePath } from '../paths.ts';
import { requestLanguage } from '../requests/requestLanguage.ts';
import { type OpenApiDocument, openApiDocument } from './openApi.ts';
import { presentReference } from './presentReference.ts';

/** Mount it before the interface itself, which lets nobody in without a token. */
export function referenceRoutes(
  { config }: Pick<AppContext, 'config'>,
  gate: Pick<OverloadGate, 'middleware'>,
): Router {
  const router = Router();
  const made = new Map<Language, OpenApiDocument>();
  const documentFor = (reader: Reader): OpenApiDocument => {
    const document = made.get(reader.lang) ?? openApiDocument(reader, baseUrlOf(config));
    made.set(reader.lang, document);
    return document;
  };

  router.get(openApiPath, requestLanguage, gate.middleware, (_req, res) => {
    res.set('Cache-Control', 'no-cache').json(documentFor(readerOf(res)));
  });

  router.get(referencePath, gate.middleware, async (_req, res) => {
    const reader = readerOf(res);
    await res.page('api/reference', {
      title: reader.t('api:reference.title'),
      example: `curl -H 'Authorization: Bearer fs_…' \\\n  ${baseUrlOf(config)}${apiPath}/waves`,
      document: openApiPath,
      ...presentReference(documentFor(reader), reader),
    });
  });
  return router;
}

/** The one place that turns errors into pages: each names the request by the id under which the log has it. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { writeTrouble } from '../database/writeTrouble.ts';
import { translator } from '../i18n/translator.ts';
import { sendBusy } from './busyReply.ts';
import { deskPath, isUnderDesk } from './deskPath.ts';
import { type HttpError, NotFound, OutOfSpace, StoreUnavailable, UsedLink } from './httpErrors.ts';
import { knownError, logError } from './knownError.ts';
import { Overloaded } from './overloadGate.ts';
import { requestIdOf, routeOf } from './requestId.ts';

export const notFound: RequestHandler = () => {
  throw new NotFound();
};

export function errorPages(
  logger: Logger,
  { mongodbUri, dataDir }: Pick<Config, 'mongodbUri' | 'dataDir'>,
): ErrorRequestHandler {
  const storedIn = mongodbUri ? null : dataDir;
  return async (error, req, res, next) => {
    const found = knownError(error);
    if (res.headersSent) return next(error);
    const known = (await wasTokenLost(error, storedIn)) ? new OutOfSpace() : found;
    const id = requestIdOf(req);
    logError(logger, { id, method: req.method, route: routeOf(req) }, error, known);
    res.setHeader('X-Request-Id', id);
    if (known instanceof Overloaded) return sendBusy(req, res, false);
    const status = known?.status ?? 500;
    if (known && 'retryAfterSeconds' in known) res.setHeader('Retry-After', String(known.retryAfterSeconds));
    // The rest of an unread body is not waited for.
    if (!req.complete) res.setHeader('Connection', 'close');
    const t = translator(res.locals.lang ?? 'fa');
    const message = t(known?.messageKey ?? 'errors:unexpected', known?.values ?? {});
    if (req.accepts(['html', 'json']) === 'json') {
      res.status(status).json({ error: { key: known?.messageKey ?? 'errors:unexpected', message, id } });
      return;
    }
    const title = t(`errors:title.${kindOf(known) ?? status}`, { defaultValue: t('errors:title.other') });
    const [layout, home] = isUnderDesk(req.originalUrl)
      ? ['desk' as const, deskPath]
      : ['page' as const, res.locals.prefix || '/'];
    await res.page('errors/show', { title, message, status, layout, home, id }).catch(next);
  };
}

/** On a full disk the token of the page before was never stored: such a form is not old. */
async function wasTokenLost(error: unknown, storedIn: string | null): Promise<boolean> {
  return (error as { code?: unknown } | null)?.code === 'csrf' && (await writeTrouble(storedIn)) !== null;
}

/** What a page of its own title is about; a status has one title for everything else. */
function kindOf(
  known: HttpError | undefined,
): 'unavailable' | 'outOfSpace' | 'staleForm' | 'usedLink' | undefined {
  if (known instanceof OutOfSpace) return 'outOfSpace';
  if (known instanceof StoreUnavailable) return 'unavailable';
  if (known instanceof UsedLink) return 'usedLink';
  return known?.messageKey === 'errors:csrf' ? 'staleForm' : undefined;
}

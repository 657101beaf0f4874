/** What goes wrong, as problem details (RFC 9457) in the language of the request; its type leads to the reference. */
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { baseUrlOf } from '../../http/baseUrlOf.ts';
import { HttpError } from '../../http/httpErrors.ts';
import { knownError, logError } from '../../http/knownError.ts';
import { readerOf } from '../../http/readerOf.ts';
import { requestIdOf, routeOf } from '../../http/requestId.ts';
import { referencePath } from '../paths.ts';
import { type Complaint, InvalidRequest } from './readInput.ts';

/** The kinds of problems by status: the reference explains each, and `type` names it. */
export const problemKinds: Record<number, string> = {
  400: 'badRequest',
  401: 'token',
  403: 'forbidden',
  404: 'notFound',
  405: 'method',
  409: 'conflict',
  413: 'tooLarge',
  415: 'mediaType',
  422: 'invalid',
  429: 'tooMany',
  500: 'unexpected',
  503: 'unavailable',
};

/** Texts that speak of pages are said otherwise to programs. */
const ofPages = new Set(['forbidden', 'notFound', 'badRequest', 'tooLarge', 'unexpected']);

function keyFor(key: string): string {
  const [namespace, name = ''] = key.split(':');
  return namespace === 'errors' && ofPages.has(name) ? `api:problem.${name}` : key;
}

/** Mount it behind every route of the interface. */
export function problems(logger: Logger, config: Config): ErrorRequestHandler {
  const reference = `${baseUrlOf(config)}${referencePath}`;
  return (error, req, res, next) => {
    const known = knownError(error);
    if (res.headersSent) return next(error);
    const requestId = requestIdOf(req);
    logError(logger, { id: requestId, method: req.method, route: routeOf(req) }, error, known);
    const status = known?.status ?? 500;
    const { t } = readerOf(res);
    if (known && 'retryAfterSeconds' in known) res.setHeader('Retry-After', String(known.retryAfterSeconds));
    if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer realm="farhangsanj"');
    // The rest of an unread body is not waited for.
    if (!req.complete) res.setHeader('Connection', 'close');
    const kind = problemKinds[status] ?? 'badRequest';
    const said = ({ pointer, parameter, message, values }: Complaint) => ({
      ...(pointer !== undefined && { pointer }),
      ...(parameter !== undefined && { parameter }),
      detail: t(message, values ?? {}),
    });
    const body = {
      type: `${reference}#problem-${kind}`,
      title: t(`api:problemTitle.${kind}`),
      status,
      detail: t(keyFor(known?.messageKey ?? 'errors:unexpected'), known?.values ?? {}),
      requestId,
      ...(known instanceof InvalidRequest && { errors: known.complaints.map(said) }),
    };
    // Not by `send`: an ETag of something with its own id each time tells nobody anything.
    const text = JSON.stringify(body);
    res.status(status).type('application/problem+json');
    res.set('Content-Length', String(Buffer.byteLength(text))).end(req.method === 'HEAD' ? undefined : text);
  };
}

/** The address is there and takes other methods. */
export class WrongMethod extends HttpError {
  readonly allowed: string;
  constructor(allowed: string) {
    super(405, 'api:problem.method', { allowed });
    this.allowed = allowed;
  }
}

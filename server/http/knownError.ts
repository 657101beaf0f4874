/** Which error it is: those of our own, and those of express and its parsers that carry a 4xx status. Pages and programs are told the same. */
import { MulterError } from 'multer';
import type { Logger } from 'pino';
import { isUnavailable } from '../database/isUnavailable.ts';
import { noteRefusedWrite } from '../database/writeTrouble.ts';
import { HttpError, OutOfSpace, StoreUnavailable } from './httpErrors.ts';
import { Overloaded } from './overloadGate.ts';

/** undefined for a fault of ours. A write that was refused for want of space is noted. */
export function knownError(error: unknown): HttpError | undefined {
  if (noteRefusedWrite(error)) return new OutOfSpace();
  if (error instanceof HttpError) return error;
  if (isUnavailable(error)) return new StoreUnavailable();
  const { status, code } = (error ?? {}) as { status?: number; code?: string };
  if (code === 'csrf') return new HttpError(403, 'errors:csrf');
  if (status === 413 || code === 'LIMIT_FILE_SIZE' || code === 'LIMIT_FIELD_VALUE')
    return new HttpError(413, 'errors:tooLarge');
  if (error instanceof MulterError) return new HttpError(400, 'errors:badRequest');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new HttpError(status, 'errors:badRequest');
  return undefined;
}

export function logError(
  logger: Logger,
  request: object,
  error: unknown,
  known: HttpError | undefined,
): void {
  if (!known || known instanceof StoreUnavailable || known instanceof OutOfSpace)
    logger.error({ ...request, err: error });
  else if (!(known instanceof Overloaded))
    logger.warn({ ...request, status: known.status, key: known.messageKey });
}

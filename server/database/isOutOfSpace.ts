/**
 * Whether an error says that there is no room, or no right, to write: a full disk, a quota, a disk that was mounted read-only. Nothing is
 * wrong with what was asked for, and nobody at the keyboard can mend it: somebody must make room on the server.
 */

/** Of the operating system. */
const systemCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);
/** OutOfDiskSpace, of MongoDB and of the embedded store. */
const outOfDiskSpace = 14031;
/** A MongoDB whose storage engine fails says it in words only; hosted ones have a quota. */
const words = /no space left on device|disk quota exceeded|over your space quota|read-only file system/i;

interface Parts {
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  errorResponse?: unknown;
  writeErrors?: unknown;
  writeConcernError?: unknown;
  result?: unknown;
}

/** @param error anything thrown; causes and the errors inside a bulk write count as well */
export function isOutOfSpace(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, message, cause, errorResponse, writeErrors, writeConcernError, result } = error as Parts;
  if (code === outOfDiskSpace || systemCodes.has(String(code))) return true;
  if (typeof message === 'string' && words.test(message)) return true;
  const inner = [
    cause,
    errorResponse,
    writeConcernError,
    result,
    ...(Array.isArray(writeErrors) ? writeErrors : []),
  ];
  return inner.some((one) => one !== error && isOutOfSpace(one, depth + 1));
}

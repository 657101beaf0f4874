/**
 * Reads the JSON of an answering request. The bodies that are still arriving may take only so much memory together, however many
 * clients send however slowly: beyond that a request is told to retry.
 */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { BadRequest, HttpError } from './httpErrors.ts';
import { Overloaded } from './overloadGate.ts';

/** The longest questionnaire with every open question filled is a third of this. */
export const maxBodyBytes = 512 * 1024;
/** A limit on the memory of the process, so all its apps count together. */
const maxPendingBytes = 64 * 1024 * 1024;
let pendingBytes = 0;

/** Undefined when the request carries anything but JSON. @throws BadRequest, HttpError 413 and 415, Overloaded */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  if (!req.headers['content-type']?.startsWith('application/json')) return undefined;
  if (req.headers['content-encoding']) throw new HttpError(415, 'errors:badRequest');
  refuseTooLarge(req);
  const text = await readText(req);
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest();
  }
}

/** By the size that the request declares, before any of it is read. @throws HttpError 413 */
function refuseTooLarge(req: IncomingMessage): void {
  if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes) throw new HttpError(413, 'errors:tooLarge');
}

/** For the forms of the ordinary routes: express would read such a body to its end before it refuses it. */
export const declaredSize: RequestHandler = (req, _res, next) => {
  if (!req.is('multipart/form-data')) refuseTooLarge(req);
  next();
};

/** No form of ours is a list, which JSON may be: told here once for all routes. @throws BadRequest */
export const bodyOfFields: RequestHandler = (req, _res, next) => {
  if (Array.isArray(req.body)) throw new BadRequest();
  next();
};

function readText(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isDone = false;
    const finish = (problem?: HttpError) => {
      isDone = true;
      pendingBytes -= bytes;
      if (problem) reject(problem);
      else resolve(Buffer.concat(chunks, bytes).toString('utf8'));
    };
    req.on('data', (chunk: Buffer) => {
      if (isDone) return;
      bytes += chunk.length;
      pendingBytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maxBodyBytes) finish(new HttpError(413, 'errors:tooLarge'));
      else if (pendingBytes > maxPendingBytes) finish(new Overloaded());
    });
    req.once('end', () => !isDone && finish());
    // The connection was lost in the middle: nobody is there to read the response, and nothing is kept.
    req.once('close', () => !isDone && finish(new BadRequest()));
  });
}

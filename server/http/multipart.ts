/**
 * Reads forms with a file (field `file`) into memory before the CSRF check that needs their fields. Only for signed-in people of a role
 * that sends files; the whole body is bounded before any of it is read, and so is how many are read and worked on at once.
 */
import type { NextFunction, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { BadRequest, Forbidden, HttpError } from './httpErrors.ts';
import { oneAfterAnother } from './oneAfterAnother.ts';
import { Overloaded } from './overloadGate.ts';
import { whenOver } from './whenOver.ts';

export const maxFileBytes = 20 * 1024 * 1024;
/** What a form has beside its file: a preview carries the text of the file that it shows. */
const maxFieldBytes = maxFileBytes;
/** Of the whole body: a file or a field of the greatest size, and small fields. */
const maxBodyBytes = maxFileBytes + 1024 * 1024;
const maxFields = 200;
const maxAtOnce = 3;
let reading = 0;
/** A file of the greatest size takes a hundred megabytes while it is worked on: two at a time, and a few may wait. */
const workedOn = oneAfterAnother(2, 4);

const readParts = multer({
  storage: multer.memoryStorage(),
  limits: {
    files: 1,
    fileSize: maxFileBytes,
    fieldSize: maxFieldBytes,
    fields: maxFields,
    parts: maxFields + 1,
  },
}).single('file');

/** @param maySend whether the account of the request may send files at all */
export function multipart(maySend: (user: Express.User) => boolean): RequestHandler {
  return (req, res, next) => {
    if (!req.user || !req.is('multipart/form-data')) return next();
    if (!maySend(req.user)) throw new Forbidden();
    const declared = req.headers['content-length'];
    if (declared === undefined) throw new HttpError(411, 'errors:badRequest');
    if (Number(declared) > maxBodyBytes) throw new HttpError(413, 'errors:tooLarge');
    if (reading >= maxAtOnce) throw new Overloaded();
    reading += 1;
    let isReading = true;
    const end = () => {
      if (isReading) reading -= 1;
      isReading = false;
    };
    whenOver(res, end);
    readParts(req, res, (error: unknown) => {
      end();
      // What is no limit of ours is a body that ends too early or is no form.
      if (error) return next(error instanceof MulterError ? error : new BadRequest());
      workedOn(() => over(res, next)).catch(next);
    });
  };
}

/** Goes on, and is over when the response is. */
function over(res: Response, next: NextFunction): Promise<void> {
  return new Promise((resolve) => {
    whenOver(res, resolve);
    next();
  });
}

/** The uploaded file and its name (UTF-8), or null when none was chosen. */
export function uploadedFile(req: Express.Request): { name: string; bytes: Buffer } | null {
  if (!req.file || req.file.size === 0) return null;
  const name = Buffer.from(req.file.originalname, 'latin1').toString('utf8');
  return { name, bytes: req.file.buffer };
}

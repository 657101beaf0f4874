/**
 * Reads forms with a file (field `file`) into memory, 20 MB at most, before the CSRF check that needs their fields.
 * Only for signed-in people: nobody else sends files, and nobody else may make the server hold 20 MB.
 */
import type { RequestHandler } from 'express';
import multer from 'multer';

const maxFileBytes = 20 * 1024 * 1024;

const readParts = multer({
  storage: multer.memoryStorage(),
  limits: { files: 1, fileSize: maxFileBytes, fieldSize: maxFileBytes, fields: 200 },
}).single('file');

export const multipart: RequestHandler = (req, res, next) => {
  if (!req.user || !req.is('multipart/form-data')) return next();
  readParts(req, res, next);
};

/** The uploaded file and its name (UTF-8), or null when none was chosen. */
export function uploadedFile(req: Express.Request): { name: string; bytes: Buffer } | null {
  if (!req.file || req.file.size === 0) return null;
  const name = Buffer.from(req.file.originalname, 'latin1').toString('utf8');
  return { name, bytes: req.file.buffer };
}

/** The same as text. */
export function uploadedText(req: Express.Request): { name: string; text: string } | null {
  const file = uploadedFile(req);
  return file && { name: file.name, text: file.bytes.toString('utf8') };
}

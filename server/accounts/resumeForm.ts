/** Turns a request into the one that had to wait, for the routes after this one. */
import type { Request, Response } from 'express';
import { tokenFor } from '../http/csrf.ts';
import { deskPath } from '../http/deskPath.ts';
import { deskLocals } from './deskLocals.ts';
import type { PreservedForm } from './preservedForm.ts';

export function resumeForm(req: Request, res: Response, { path, body }: PreservedForm): void {
  req.url = path;
  req.originalUrl = `${deskPath}${path}`;
  req.body = { ...body, _csrf: tokenFor(req, res) };
  deskLocals(req, res);
}

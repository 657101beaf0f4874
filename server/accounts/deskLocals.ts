/** What every page of the desk shows around its content: who is signed in, and where they may go. */
import type { Request, Response } from 'express';
import { translator } from '../i18n/translator.ts';
import { navigation } from './navigation.ts';

export function deskLocals(req: Request, res: Response): void {
  res.locals.layout = 'desk';
  res.locals.account = req.user ?? null;
  res.locals.navigation = req.user
    ? navigation(req.user.role, req.originalUrl, translator(res.locals.lang))
    : [];
}

/**
 * Devices on which somebody has signed in before: a cookie says so, signed for each name. Strangers who try passwords of a name lock it for
 * other strangers, and not for its owner's own devices.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { dayMs } from '../clock.ts';
import { readVisitorCookie, setVisitorCookie } from '../http/visitorCookies.ts';

const rememberedDays = 400;
/** A PC that several people share. */
const maxNames = 5;

/** The device's id where the folded name has signed in on it before, otherwise null. */
export function knownDevice(req: Request, name: string, secret: string): string | null {
  const { id, marks } = readDevice(req);
  const expected = Buffer.from(markOf(id, name, secret));
  const isKnown = marks.some((mark) => {
    const shown = Buffer.from(mark);
    return shown.length === expected.length && timingSafeEqual(shown, expected);
  });
  return id && isKnown ? id : null;
}

/** After a sign-in. */
export function rememberDevice(req: Request, res: Response, name: string, secret: string): void {
  const { id = '', marks } = readDevice(req);
  const device = id || randomBytes(12).toString('base64url');
  const mark = markOf(device, name, secret);
  const newest = [mark, ...marks.filter((one) => one !== mark)].slice(0, maxNames);
  setVisitorCookie(req, res, 'desk-device', [device, ...newest].join('.'), {
    maxAge: rememberedDays * dayMs,
  });
}

function readDevice(req: Request): { id: string; marks: string[] } {
  const [id = '', ...marks] = readVisitorCookie(req, 'desk-device').split('.');
  return /^[\w-]{16}$/.test(id) ? { id, marks } : { id: '', marks: [] };
}

const markOf = (id: string, name: string, secret: string) =>
  createHmac('sha256', secret).update(`device ${id} ${name}`).digest('base64url').slice(0, 22);

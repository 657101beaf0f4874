/** Which waves have reports, and which offices' reports a signed-in person may read. */
import type { Request } from 'express';
import { canSee } from '../accounts/canSee.ts';
import { accountOf } from '../accounts/guards.ts';
import { Forbidden, NotFound } from '../http/httpErrors.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { Wave } from '../waves/wave.ts';

/** @throws NotFound for an unknown office, Forbidden unless the person may see it (of a reporting group: one of its offices) */
export function requireReportAccess(req: Request, wave: Wave, code: string, day: string): void {
  const tree = officeTree(wave.offices);
  if (!membersOf(wave, code).every((member) => tree.get(member))) throw new NotFound();
  if (!mayReadReport(req, wave, code, day)) throw new Forbidden();
}

export function mayReadReport(req: Request, wave: Wave, code: string, day: string): boolean {
  const tree = officeTree(wave.offices);
  return membersOf(wave, code).some((member) => canSee(accountOf(req), tree, member, day));
}

function membersOf(wave: Wave, code: string): string[] {
  return wave.units.find((unit) => unit.code === code && unit.kind === 'group')?.offices ?? [code];
}

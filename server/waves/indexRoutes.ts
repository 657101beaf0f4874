/** The list of waves: all of them for administrators; for managers those that were launched over one of their offices. */
import type { Router } from 'express';
import type { Account } from '../accounts/account.ts';
import { canSee } from '../accounts/canSee.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { officeTree } from '../offices/officeTree.ts';
import { listParticipation } from '../participation/listParticipation.ts';
import { listWaves } from './getWave.ts';
import { wavePath } from './paths.ts';
import { periodOf, type Reader, stateLine } from './present.ts';
import { readerOf } from './request.ts';
import type { Wave } from './wave.ts';

export function addIndexRoutes(router: Router, { clock }: AppContext): void {
  router.get('/waves', requireRole('administrator', 'manager'), async (req, res) => {
    const account = accountOf(req);
    const reader = readerOf(res);
    const waves = (await listWaves()).filter((wave) => isListed(wave, account, isoDayOf(clock.now())));
    const rows = await Promise.all(waves.map((wave) => rowOf(wave, account, clock.now(), reader)));
    const canCreate = account.role === 'administrator';
    await res.page('waves/index', { title: reader.t('waves:index.title'), layout: 'desk', rows, canCreate });
  });
}

function isListed(wave: Wave, account: Account, day: string): boolean {
  if (account.role === 'administrator') return true;
  if (wave.state === 'draft' || wave.imported) return false;
  const tree = officeTree(wave.offices);
  return wave.offices.some(({ code }) => canSee(account, tree, code, day));
}

async function rowOf(wave: Wave, account: Account, now: Date, reader: Reader) {
  const isManager = account.role === 'manager';
  return {
    wave,
    href: wavePath(wave._id, isManager ? 'participation' : ''),
    state: stateLine(wave, now, reader),
    period: periodOf(wave, reader),
    offices: wave.offices.length,
    rate: isManager ? null : await rateOf(wave),
  };
}

async function rateOf(wave: Wave): Promise<number | null> {
  if (wave.state === 'draft' || wave.imported) return null;
  const { total } = await listParticipation(wave);
  return total.headcount ? Math.min(1, total.used / total.headcount) : null;
}

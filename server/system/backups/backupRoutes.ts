/** An administrator asks for a backup now; the job that takes them sees it within a minute. */
import { Router } from 'express';
import { audit } from '../../accounts/audit/audit.ts';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { systemPath } from '../paths.ts';
import { changeBackupState } from './backupState.ts';

export function backupRoutes({ config, clock }: AppContext): Router {
  const router = Router();
  router.post('/system/backups', requireRole('administrator'), async (req, res) => {
    if (!config.backup) throw new Conflict('system:backups.conflict');
    const { actor, now } = auditContextOf(req, clock);
    await changeBackupState({ requestedAt: now });
    await audit({ at: now, actor, action: 'backup.request' });
    flash(req, 'system:backups.requested');
    res.redirect(303, systemPath);
  });
  return router;
}

/** What an auditor is here for. */
import type { NextSteps } from '../homeParts.ts';
import { auditPath } from '../paths.ts';

export const auditNextSteps: NextSteps = async ({ role }) =>
  role === 'auditor' ? [{ message: 'audit:next', button: 'audit', urgency: 'open', href: auditPath }] : [];

/** The end of the certificate that browsers are shown. */
import { dayMs } from '../../clock.ts';
import { type Check, levelBy } from './check.ts';
import { thresholds } from './thresholds.ts';

export type CertificateFacts = { endsAt: Date } | { problem: string };

export function judgeCertificate(facts: CertificateFacts, now: Date): Check {
  const { amberDays, redDays } = thresholds.certificate;
  if ('problem' in facts)
    return {
      name: 'certificate',
      level: 'amber',
      finding: 'certificate.unknown',
      values: { reason: facts.problem },
    };
  const left = (facts.endsAt.getTime() - now.getTime()) / dayMs;
  const values = { at: { at: facts.endsAt }, days: Math.max(0, Math.floor(left)) };
  if (left <= 0) return { name: 'certificate', level: 'red', finding: 'certificate.ended', values };
  const level = levelBy(left < redDays, left < amberDays);
  return { name: 'certificate', level, finding: 'certificate.ends', values };
}

/** An entry of the audit trail as a syslog message (RFC 5424): what programs filter by as structured data, the whole entry as JSON. */
import { hostname } from 'node:os';
import type { AuditEntry } from '../../accounts/audit/auditEntry.ts';
import { subjectOf } from '../../accounts/audit/subject.ts';

/** “log audit”. */
const facility = 13;
const severities = { warning: 4, notice: 5 };
/** The number that RFC 5612 keeps for examples: the product has none of its own. */
const dataId = 'farhangsanj@32473';
const byteOrderMark = '\ufeff';

/** What somebody should look at. */
const warnings = new Set(['account.signInFailed', 'account.codeFailed', 'account.lockedOut']);

export function syslogMessage(entry: AuditEntry): string {
  const { _id, at, actor, action, detail, hash } = entry;
  const subject = subjectOf(entry);
  const severity = warnings.has(action) ? severities.warning : severities.notice;
  const data = {
    position: String(_id),
    actor,
    action,
    ...(subject ? { subjectKind: subject.kind, subjectId: subject.id } : {}),
    hash,
  };
  const head = `<${facility * 8 + severity}>1 ${at.toISOString()} ${hostOf()} farhangsanj - ${nameOf(action, 32)}`;
  const parameters = Object.entries(data).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const message = JSON.stringify({ position: _id, actor, action, subject, detail, hash });
  return `${head} [${dataId}${parameters.join('')}] ${byteOrderMark}${message}`;
}

/** Printable ASCII without spaces, as the names of the head have to be. */
const nameOf = (text: string, length: number) => text.replace(/[^!-~]/g, '').slice(0, length) || '-';
const hostOf = () => nameOf(hostname(), 255);

/** RFC 5424, 6.3.3; no line may break within. */
const escaped = (value: string) =>
  value.replace(/[\\"\]]/g, (character) => `\\${character}`).replace(/\p{Cc}/gu, ' ');

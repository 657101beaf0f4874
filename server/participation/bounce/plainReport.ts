/**
 * A report of failed delivery without the machine's part (RFC 3464): as qmail and older Exim write them, with the fields as plain text, or
 * in words alone. Only mails that a machine has written are read so; what holiday notices answer is none.
 */
import type { ParsedMail } from 'mailparser';
import { type Fields, fieldGroups } from './reportFields.ts';

const machine = /mailer-daemon|postmaster|mail delivery (sub)?system|mailer\b/i;
const notice = /auto(matic)?[- ]?repl|out of (the )?office|vacation|پاسخ خودکار|خارج از اداره|مرخصی/i;
const failure =
  /could ?n[o']t be delivered|(was|were|am|is)n'?t able to deliver|unable to deliver|not delivered|undeliver(ed|able)|deliver(y|ies|ing)? (has )?(permanently )?fail|failed (permanently )?(to deliver|delivery)|permanent (fatal )?error|giving up|returned to sender|تحویل (داده )?نشد|تحویل.{0,40}ناموفق|ارسال.{0,40}ناموفق|برگشت خورد/i;
const delay =
  /\bwarning\b|\bdelayed\b|(still|keeps?|continues?) (being )?(retr|try)|(attempts|continue to) (will continue|be tried)|will be retried|not yet been delivered|تأخیر|دوباره تلاش/i;
/** Where a copy of our own mail begins, whose words say nothing of its delivery. */
const copyBegins =
  /^-{2,}.{0,80}\b(copy of (the|your) message|original message|message follows)|^This is a copy of the message|^(Received|Return-Path|Message-ID|X-Delivery-Token):/im;
/** `550 5.1.1 …` at the remote server, or the status alone. */
const remote = /\b(?:([45]\d\d)[ -]+(?:#?([45]\.\d{1,3}\.\d{1,3})\b)?|#?([45]\.\d{1,3}\.\d{1,3})\b)/;

const headerOf = ({ headers }: ParsedMail, name: string) => {
  const value: unknown = headers.get(name);
  return typeof value === 'string' ? value : ((value as { text?: string } | undefined)?.text ?? '');
};

/** By its sender and not by its words: a person who forwards a report has written a letter. */
function isOfMachine(mail: ParsedMail): boolean {
  const isReply = /auto-replied|auto_reply/i.test(
    `${headerOf(mail, 'auto-submitted')} ${headerOf(mail, 'precedence')}`,
  );
  if (isReply || headerOf(mail, 'x-autoreply') || notice.test(mail.subject ?? '')) return false;
  return (
    headerOf(mail, 'x-failed-recipients') !== '' ||
    headerOf(mail, 'return-path').trim() === '<>' ||
    machine.test(headerOf(mail, 'from'))
  );
}

/** The fields of such a report, as if a machine's part had said them; none where it is no report. */
export function plainReport(mail: ParsedMail): Fields[] {
  if (!isOfMachine(mail)) return [];
  const parts = mail.attachments
    .filter(({ contentType }) => /^text\/plain$/i.test(contentType))
    .map(({ content }) => content.toString('utf8'));
  const text = [mail.text ?? '', ...parts].join('\n\n');
  const written = fieldGroups(text).filter((group) => group.has('action') && group.has('final-recipient'));
  if (written.length > 0) return written;
  const [said = ''] = text.split(copyBegins);
  return fieldsOf(`${mail.subject ?? ''}\n${said}`);
}

function fieldsOf(said: string): Fields[] {
  const [, code = '', after = '', alone = ''] = remote.exec(said) ?? [];
  const status = after || alone || (code ? `${code[0]}.0.0` : '');
  const isLate = delay.test(said) && !status.startsWith('5');
  if (!isLate && !failure.test(said) && !(after || alone).startsWith('5')) return [];
  const fields: [string, string][] = [
    ['action', isLate ? 'delayed' : 'failed'],
    ['status', status],
    ['diagnostic-code', code && `smtp; ${code}`],
  ];
  return [new Map(fields)];
}

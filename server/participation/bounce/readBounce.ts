/**
 * Reads a mail as a report of failed delivery (RFC 3464, or in words); holiday notices, receipts and letters from people are not. It takes only
 * tokens and a status from the report: addresses and the server's text go no further.
 */
import type { ParsedMail } from 'mailparser';
import { tokenHeader, tokenInEnvelopeId, tokensInAddresses, tokensInHeaders } from './bounceToken.ts';
import { plainReport } from './plainReport.ts';
import { type Fields, fieldGroups } from './reportFields.ts';

export interface Bounce {
  /** Tokens that may identify our message, the most reliable first. */
  tokens: string[];
  /** `delayed`: the server still tries. */
  action: 'failed' | 'delayed';
  /** Enhanced status (RFC 3463), such as `5.1.1`. */
  status: string;
  /** As shown to administrators: `550 5.1.1`. */
  problem: string;
}

/** Everything that matters in a report comes within these. */
const maxBytes = 512 * 1024;
/** A report holds our mail, which a relay on the way may have put into a mail of its own. */
const maxDepth = 4;

/** @param template the return address with `{token}` in it. Null when the mail reports no failed or delayed delivery. */
export async function readBounce(bytes: Buffer, template: string): Promise<Bounce | null> {
  const mail = await parse(bytes.subarray(0, maxBytes));
  if (!mail) return null;
  const nested = await mailsWithin(mail);
  const report = [mail, ...(isAutomatic(mail) ? nested : [])]
    .map(reportIn)
    .find((part) => part !== undefined);
  const groups = report ? fieldGroups(report.toString('utf8')) : plainReport(mail);
  const worst = groups.find(isFailed) ?? groups.find((one) => actionOf(one) === 'delayed');
  if (!worst) return null;
  const addressed = mail.headerLines
    .filter(({ key }) => /^(to|delivered-to|x-original-to|envelope-to|x-envelope-to)$/.test(key))
    .map(({ line }) => line);
  const tokens = [
    ...groups.flatMap((group) => tokenInEnvelopeId(group.get('original-envelope-id') ?? '')),
    ...tokensInAddresses(addressed.join('\n'), template),
    ...nested.flatMap(({ headers }) =>
      tokenInEnvelopeId(String(headers.get(tokenHeader.toLowerCase()) ?? '')),
    ),
    ...tokensInHeaders(mail.text ?? ''),
  ];
  const status = statusOf(worst);
  const action = isFailed(worst) ? 'failed' : 'delayed';
  return { tokens: [...new Set(tokens)], action, status, problem: problemOf(worst, status) };
}

/** null for bytes that the library refuses, such as a head without an end: they are no mail. */
async function parse(bytes: Buffer): Promise<ParsedMail | null> {
  const { simpleParser } = await import('mailparser');
  return simpleParser(bytes, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  }).catch(() => null);
}

/** Mails, or headers of mails, that a mail carries, to any depth. The library has taken base64 and quoted-printable off them. */
async function mailsWithin(mail: ParsedMail, depth = 1): Promise<ParsedMail[]> {
  if (depth > maxDepth) return [];
  const carried = mail.attachments.filter(({ contentType }) =>
    /^(message\/(global|rfc822)|(text|message)\/(global|rfc822)-headers)$/i.test(contentType),
  );
  const read = await Promise.all(carried.map(({ content }) => parse(withoutEmptyStart(content))));
  const parsed = read.filter((one) => one !== null);
  const deeper = await Promise.all(parsed.map((one) => mailsWithin(one, depth + 1)));
  return [...parsed, ...deeper.flat()];
}

/** Some relays leave an empty line before the headers that they return, which would end them. */
function withoutEmptyStart(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => !/\s/.test(String.fromCharCode(byte)));
  return bytes.subarray(Math.max(0, start));
}

const reportIn = ({ attachments }: ParsedMail): Buffer | undefined =>
  attachments.find(({ contentType }) => /^message\/(global-)?delivery-status$/i.test(contentType))?.content;

/** A person who forwards a report has written a letter, which stays in the mailbox. */
const isAutomatic = ({ headers }: ParsedMail): boolean =>
  !/^(no)?$/i.test(String(headers.get('auto-submitted') ?? '')) ||
  headerText(headers.get('return-path')) === '<>';

const headerText = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const actionOf = (group: Fields) => /^[a-z]*/.exec((group.get('action') ?? '').toLowerCase())?.[0] ?? '';
const isFailed = (group: Fields) => actionOf(group) === 'failed';

/** As reported; where that says nothing (`5.0.0`), the status in the remote server's own text. */
function statusOf(recipient: Fields): string {
  const reported = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(recipient.get('status') ?? '')?.[1] ?? '5.0.0';
  const remote = /[\s#;-]([45]\.\d{1,3}\.\d{1,3})\b/.exec(recipient.get('diagnostic-code') ?? '')?.[1];
  return reported.endsWith('.0.0') && remote ? remote : reported;
}

function problemOf(recipient: Fields, status: string): string {
  const smtp = /^smtp;\s*([45]\d\d)\b/i.exec(recipient.get('diagnostic-code') ?? '')?.[1];
  return [smtp, status].filter(Boolean).join(' ');
}

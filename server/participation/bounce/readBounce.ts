/**
 * Reads a mail as a report of failed delivery (RFC 3464); holiday notices, receipts and letters from people are not. It takes only
 * tokens and a status from the report: addresses and the server's text go no further.
 */
import { tokenInEnvelopeId, tokensInAddresses, tokensInHeaders } from './bounceToken.ts';

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

type Fields = Map<string, string>;

/** Everything that matters in a report comes within these. */
const maxBytes = 512 * 1024;

/** @param template the return address with `{token}` in it. Null when the mail reports no failed or delayed delivery. */
export async function readBounce(bytes: Buffer, template: string): Promise<Bounce | null> {
  const { simpleParser } = await import('mailparser');
  const raw = bytes.subarray(0, maxBytes);
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  const part = mail.attachments.find(({ contentType }) =>
    /^message\/(global-)?delivery-status$/.test(contentType),
  );
  if (!part) return null;
  const [message, ...recipients] = fieldGroups(part.content.toString('latin1'));
  const worst = recipients.find(isFailed) ?? recipients.find((one) => actionOf(one) === 'delayed');
  if (!message || !worst) return null;
  const addressed = mail.headerLines
    .filter(({ key }) => /^(to|delivered-to|x-original-to|envelope-to|x-envelope-to)$/.test(key))
    .map(({ line }) => line);
  const tokens = [
    ...tokenInEnvelopeId(message.get('original-envelope-id') ?? ''),
    ...tokensInAddresses(addressed.join('\n'), template),
    ...tokensInHeaders(raw.toString('latin1').slice(headerEnd(raw))),
  ];
  const status = statusOf(worst);
  const action = isFailed(worst) ? 'failed' : 'delayed';
  return { tokens: [...new Set(tokens)], action, status, problem: problemOf(worst, status) };
}

/** The token header counts only in the returned mail, never in the report's own header. */
const headerEnd = (raw: Buffer) => Math.max(0, raw.toString('latin1').search(/\r?\n\r?\n/));

/** Groups of `Name: value` lines with blank lines between them; continued lines are joined. */
function fieldGroups(text: string): Fields[] {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n+/)
    .map((group) => {
      const lines = group.replace(/\n[ \t]+/g, ' ').split('\n');
      return new Map(lines.map((line) => fieldOf(line)));
    });
}

function fieldOf(line: string): [string, string] {
  const [name = '', ...rest] = line.split(':');
  return [name.trim().toLowerCase(), rest.join(':').trim()];
}

const actionOf = (recipient: Fields) =>
  (recipient.get('action') ?? '').toLowerCase().replace(/[^a-z].*$/, '');
const isFailed = (recipient: Fields) => actionOf(recipient) === 'failed';

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

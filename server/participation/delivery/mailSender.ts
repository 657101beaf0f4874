/**
 * E-mail over SMTP with nodemailer's pool. Its errors repeat addresses and the server's text, so they go no further: they become an
 * outcome with a status such as `550 5.1.1`.
 */
import type { createTransport } from 'nodemailer';
import type { MailConfig } from '../../config.ts';
import { tokenHeader } from '../bounce/bounceToken.ts';
import type { MailMessage, Outcome, Sender } from './outcome.ts';

export const mailConnections = 5;

/** Options in the query of SMTP_URL (`?socketTimeout=20000`) override these. */
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

export function mailSender({ smtpUrl, from, bounceAddress }: MailConfig): Sender<MailMessage> {
  const sender = senderOf(from);
  const returnTo = bounceAddress ?? sender.address;
  const options = {
    url: smtpUrl,
    pool: true,
    maxConnections: mailConnections,
    // A pooled connection that died while idle is replaced once; a message that was being sent is not sent again here.
    maxRequeues: 1,
    idleTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeouts,
  } as Parameters<typeof createTransport>[0];
  let opened: Promise<ReturnType<typeof createTransport>> | undefined;
  // Loaded with the first mail, so that starting a server does not wait for it.
  const transport = () => (opened ??= import('nodemailer').then((mailer) => mailer.createTransport(options)));
  return {
    async send(to, { subject, text, html }, { id, bounceToken }) {
      try {
        await (await transport()).sendMail({
          from: sender,
          to: { name: '', address: to },
          subject,
          text,
          html,
          // For Persian text half as long as quoted-printable, and encoded in a fraction of the time.
          textEncoding: 'base64',
          messageId: `<${id}@${sender.address.replace(/^.*@/, '')}>`,
          headers: bounceToken ? { ...headers, [tokenHeader]: bounceToken } : headers,
          envelope: { from: returnTo.replace('{token}', bounceToken ?? 'desk'), to },
          ...(bounceToken && { dsn: reportTo(bounceToken) }),
        });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => void opened?.then((transporter) => transporter.close()),
  };
}

/** As config.ts gives it: `Name <address>`, or the address alone. In parts, so that a colon in the name makes no group of it. */
function senderOf(from: string): { name: string; address: string } {
  const [, name = '', address = from] = /^(.*)<([^<>]+)>$/.exec(from) ?? [];
  return { name: name.trim(), address };
}

/** So that no automatic reply, such as a holiday notice, answers. */
const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** Asks servers to send back only the headers, because the text holds a code. */
const reportTo = (token: string) => ({ id: token, return: 'headers', notify: ['failure', 'delay'] });

interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  originalCode?: string;
  timeoutType?: string;
  rejectedErrors?: SmtpError[];
}

/** Socket errors after which the server cannot have the message. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];

/** Faults of TLS and of certificates, as OpenSSL and Node name them: the talk has not begun. */
const certificateFault = /SSL|TLS|CERT|ISSUER|SIGNATURE|CRL|HOSTNAME|SELF_SIGNED/;

function outcomeOf(error: SmtpError): Outcome {
  const { code = '', command = '', responseCode = 0 } = error;
  const problem = problemOf(error);
  const isRecipient = code === 'EENVELOPE' && command === 'RCPT TO';
  if ((isRecipient || code === 'EMESSAGE') && isAboutPace(error))
    return { kind: 'channelDown', problem, handedOver: false, countsAgainst: false, isPace: true };
  if (isRecipient) return recipientOutcome(error, problem);
  if (code === 'EMESSAGE' && responseCode >= 500)
    return { kind: 'channelDown', problem, handedOver: false, countsAgainst: true };
  if (code === 'EMESSAGE') return { kind: 'later', problem, handedOver: false };
  const handedOver = isUncertain(error);
  return { kind: 'channelDown', problem, handedOver, countsAgainst: handedOver };
}

const enhancedOf = (response: string) => /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? '';
/** 4.2.x and 5.2.x are about a mailbox, which may be full or busy; so is a quota there. */
const isOfMailbox = (enhanced: string) => /^[45]\.[12]\./.test(enhanced);

/** Too many in a minute, at once or in a day: for every relay that bounds its users this passes, whomever the message was for. */
function isAboutPace({ response = '', responseCode = 0 }: SmtpError): boolean {
  const enhanced = enhancedOf(response);
  if (isOfMailbox(enhanced)) return false;
  if (responseCode === 421 || /^([45]\.5\.3|[45]\.4\.5|4\.7\.28|4\.3\.[12])$/.test(enhanced)) return true;
  return /\b(rate|too (many|much|fast)|throttl(ed|ing)?|slow down|(sending|message|daily|hourly) (limit|quota))\b/i.test(
    response,
  );
}

/** Words about the sender, where no enhanced status says whom a refusal is about. */
const aboutUs =
  /relay|\b(spf|dkim|dmarc|spam|helo|ehlo|rbl|dnsbl|reputation|authenticat(e|ed|ion)|policy)\b|block|black ?list|(ip|host|client|sender)\b.{0,60}\b(listed|denied|rejected|refused|not allowed)/i;

/** 5.7.x, codes about signing in and words about us may be about us or about this address only; anything temporary (4xx, greylisting too) is for later. */
function recipientOutcome({ response = '', responseCode: status = 0 }: SmtpError, problem: string): Outcome {
  const enhanced = enhancedOf(response);
  const isUnclear = enhanced === '' || enhanced === '5.0.0';
  const isPolicy =
    enhanced.startsWith('5.7.') ||
    [530, 535, 571].includes(status) ||
    (status >= 500 && isUnclear && aboutUs.test(response));
  if (isPolicy) return { kind: 'channelDown', problem, handedOver: false, countsAgainst: true };
  if (status >= 500) return { kind: 'refused', problem };
  return { kind: 'later', problem, handedOver: false };
}

/** The connection was lost at a moment when the server may have had the whole message. */
function isUncertain({
  code = '',
  originalCode = '',
  timeoutType = '',
  command,
  responseCode,
}: SmtpError): boolean {
  if (!['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'].includes(code) || command !== 'CONN' || responseCode)
    return false;
  const isBeforeTalk = neverConnected.includes(originalCode) || certificateFault.test(originalCode);
  return !isBeforeTalk && !/^(CONNECT|GREETING)/.test(timeoutType);
}

/** `550 5.1.1`, or the name of what failed. */
function problemOf({
  code = 'unknown',
  response = '',
  responseCode,
  originalCode,
  timeoutType,
}: SmtpError): string {
  const enhanced = enhancedOf(response);
  if (responseCode) return [responseCode, enhanced].filter(Boolean).join(' ');
  return timeoutType || originalCode || code;
}

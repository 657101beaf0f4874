/**
 * Addresses in the environment: of mail, and of servers. Domains become ASCII (`xn--…`), because a Message-ID and a program that looks a
 * name up take no other; what no server would take stops the start with words that say what was expected.
 */
import { domainToASCII } from 'node:url';
import { z } from 'zod';

const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const domainName = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/;
const addressLiteral = /^\[[\d.:a-f]+\]$/i;

/** The address with its domain in ASCII, or null. */
function asciiAddress(text: string): string | null {
  const [, local = '', domain = ''] = /^(.{1,64})@([^@]+)$/.exec(text) ?? [];
  const ascii = addressLiteral.test(domain) ? domain : domainToASCII(domain);
  const isDomain = domainName.test(ascii) || addressLiteral.test(ascii);
  return localPart.test(local) && isDomain ? `${local}@${ascii}` : null;
}

const unseen = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** `survey@example.ir` or `Survey <survey@example.ir>`, quoted or not; a colon or a comma belongs to the name. */
function readMailbox(text: string): string | null {
  const [, written = '', within] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  const name = written.trim().replace(/^"(.*)"$/, (_, quoted: string) => quoted.replace(/\\(.)/g, '$1'));
  const address = asciiAddress((within ?? text).trim());
  if (!address || unseen.test(text) || name.includes('@')) return null;
  return name ? `${name} <${address}>` : address;
}

/** A text that `read` understands, or a sentence about what was expected. */
function reading<T>(read: (text: string) => T | null, message: string) {
  return (text: string, context: z.RefinementCtx): T => {
    const value = read(text.trim());
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
}

/** The one sender of mails. */
export const mailbox = z
  .string()
  .transform(
    reading(
      readMailbox,
      'must hold an address, and one alone, such as survey@example.ir or Survey <survey@example.ir>',
    ),
  );

export const returnAddress = z
  .string()
  .transform(reading(asciiAddress, 'must be an address such as bounce+{token}@example.ir'));

/** Addresses with commas between them. */
export const mailAddresses = z.string().transform(
  reading((text) => {
    const read = text.split(',').flatMap((part) => (part.trim() ? [asciiAddress(part.trim())] : []));
    return read.includes(null) ? null : (read as string[]);
  }, 'must be addresses such as night@example.ir,it@example.ir'),
);

/** The address of a server. It stays as it was written but for its name, which other programs look up. */
function asciiUrl(text: string, schemes: readonly string[]): string | null {
  if (!URL.canParse(text) || unseen.test(text)) return null;
  const url = new URL(text);
  const host = decodeURIComponent(url.hostname);
  if (!schemes.includes(url.protocol.slice(0, -1)) || host === '') return null;
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  const ascii = host.startsWith('[') ? host : domainToASCII(host);
  if (!ascii) return null;
  url.hostname = ascii;
  return url.href;
}

/** `smtp://` and `smtps://`, for instance. */
export const serverUrl = (...schemes: string[]) =>
  z
    .string()
    .transform(
      reading(
        (text) => asciiUrl(text, schemes),
        `must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')} and name a server`,
      ),
    );

export const baseUrl = z
  .string()
  .transform(
    reading(
      (text) => asciiUrl(text, ['http', 'https'])?.replace(/\/+$/, '') ?? null,
      'must be an address such as https://farhang.example.ir',
    ),
  );

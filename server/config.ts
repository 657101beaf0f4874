/** The only reader of the environment. A wrong value stops the start with a message that names the variable. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

const folder = (fallback: string) =>
  z
    .string()
    .min(1)
    .default(fallback)
    .transform((path) => resolve(path));

/** A whole number within a range. */
function whole(min: number, max: number, fallback: number) {
  const expected = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected).default(fallback);
}

/** What express accepts as trusted proxies: their number, or their addresses and networks. */
function isProxies(text: string): boolean {
  if (/^(\d+|true|false|)$/.test(text)) return true;
  const known = ['loopback', 'linklocal', 'uniquelocal'];
  return text.split(',').every((part) => {
    const [address = '', prefix = '0', ...more] = part.trim().split('/');
    if (known.includes(part.trim())) return true;
    const bits = isIP(address) === 4 ? 32 : 128;
    return isIP(address) > 0 && /^\d+$/.test(prefix) && Number(prefix) <= bits && more.length === 0;
  });
}

/** A regular expression, or nothing. */
const pattern = z
  .string()
  .optional()
  .refine((text) => {
    try {
      return text === undefined || Boolean(new RegExp(text, 'u'));
    } catch {
      return false;
    }
  }, 'is no regular expression');

function readHeaders(text: string, context: z.RefinementCtx): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON such as {"Authorization": "…"}' });
    return z.NEVER;
  }
}

function readAddresses(text: string, context: z.RefinementCtx): string[] {
  const addresses = text.split(',').flatMap((part) => part.trim() || []);
  if (addresses.some((address) => !/^[^@\s]+@[^@\s]+$/.test(address)))
    context.addIssue({ code: 'custom', message: 'must be addresses such as night@example.ir,it@example.ir' });
  return addresses;
}

const environment = z.object({
  PORT: whole(0, 65535, 3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: folder('./data'),
  KEY_DIR: folder('./keys'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://farhang.example.ir' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  SESSION_SECRET: z.string().min(16, 'needs at least 16 characters').optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/./, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/[^@\s]@[^@\s]/, 'must hold an address such as survey@example.ir')
    .optional(),
  ALERT_MAIL: z.string().default('').transform(readAddresses),
  MAIL_PER_MINUTE: whole(1, 100_000, 600),
  BOUNCE_ADDRESS: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, 'must be an address such as bounce+{token}@example.ir')
    .optional(),
  BOUNCE_IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\/./, 'must begin with imap:// or imaps://')
    .optional(),
  SMS_URL: z
    .string()
    .regex(/^https?:\/\/./, 'must begin with http:// or https://')
    .optional(),
  SMS_METHOD: z.enum(['GET', 'POST', 'PUT']).default('POST'),
  SMS_HEADERS: z.string().default('{}').transform(readHeaders),
  SMS_BODY: z.string().default(''),
  SMS_SENDER: z.string().default(''),
  SMS_SUCCESS: pattern,
  SMS_REFUSED: pattern,
  SMS_FILE: z.string().optional(),
  SMS_PER_MINUTE: whole(1, 100_000, 120),
  TRUST_PROXY: z
    .string()
    .refine(isProxies, 'must be the number of proxies or their addresses, such as 1 or 10.0.0.0/8,127.0.0.1')
    .default(''),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  WORKERS: whole(1, 64, 1),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  keyDir: string;
  mongodbUri: string | undefined;
  /** The address people reach, without a slash at the end; undefined until the port is known. */
  baseUrl: string | undefined;
  tls: { certFile: string; keyFile: string } | undefined;
  sessionSecret: string | undefined;
  mail: MailConfig | undefined;
  sms: SmsConfig | undefined;
  trustProxy: string;
  logLevel: string;
  workers: number;
}

export interface MailConfig {
  smtpUrl: string;
  from: string;
  perMinute: number;
  /** Who is told, beside administrators, when a part of the system breaks. */
  alertTo?: readonly string[] | undefined;
  /** Where reports of failed delivery go; `{token}` in it names the message. The sender's address when left out. */
  bounceAddress?: string | undefined;
  /** The mailbox in which they arrive. */
  bounceImapUrl?: string | undefined;
}

/** An SMS gateway that speaks HTTP, described by templates with {to}, {text} and {sender}; or a developer's file. */
export interface SmsConfig {
  url: string | undefined;
  method: 'GET' | 'POST' | 'PUT';
  headers: Record<string, string>;
  body: string;
  sender: string;
  /** Regular expressions. */
  success: string | undefined;
  refused: string | undefined;
  file: string | undefined;
  perMinute: number;
}

export class ConfigError extends Error {}

/** Reads the given environment (usually process.env). @throws ConfigError naming each wrong variable. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`Wrong environment. ${lines.join('; ')}`);
  }
  const value = parsed.data;
  if (Boolean(value.TLS_CERT) !== Boolean(value.TLS_KEY)) {
    throw new ConfigError('Wrong environment. TLS_CERT and TLS_KEY must be set together');
  }
  if (value.SMTP_URL && !value.MAIL_FROM) {
    throw new ConfigError('Wrong environment. SMTP_URL needs MAIL_FROM, the address that mail comes from');
  }
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR,
    keyDir: value.KEY_DIR,
    mongodbUri: value.MONGODB_URI,
    baseUrl: value.BASE_URL,
    tls: value.TLS_CERT && value.TLS_KEY ? { certFile: value.TLS_CERT, keyFile: value.TLS_KEY } : undefined,
    sessionSecret: value.SESSION_SECRET,
    mail: mailOf(value),
    sms: smsOf(value),
    trustProxy: value.TRUST_PROXY,
    logLevel: value.LOG_LEVEL,
    workers: value.WORKERS,
  };
}

type Environment = z.infer<typeof environment>;

function mailOf(value: Environment): MailConfig | undefined {
  if (!value.SMTP_URL) return undefined;
  return {
    smtpUrl: value.SMTP_URL,
    from: value.MAIL_FROM ?? '',
    perMinute: value.MAIL_PER_MINUTE,
    alertTo: value.ALERT_MAIL,
    bounceAddress: value.BOUNCE_ADDRESS,
    bounceImapUrl: value.BOUNCE_IMAP_URL,
  };
}

function smsOf(value: Environment): SmsConfig | undefined {
  if (!value.SMS_URL && !value.SMS_FILE) return undefined;
  return {
    url: value.SMS_URL,
    method: value.SMS_METHOD,
    headers: value.SMS_HEADERS,
    body: value.SMS_BODY,
    sender: value.SMS_SENDER,
    success: value.SMS_SUCCESS,
    refused: value.SMS_REFUSED,
    file: value.SMS_FILE,
    perMinute: value.SMS_PER_MINUTE,
  };
}

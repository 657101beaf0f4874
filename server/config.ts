/** The only reader of the environment. A wrong value stops the start with a message that names the variable. */
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import { baseUrl, mailAddresses, mailbox, returnAddress, serverUrl } from './environmentAddresses.ts';
import {
  type MetricsConfig,
  metricsOf,
  type ProviderConfig,
  providerOf,
  type SyslogConfig,
  serviceProblem,
  syslogOf,
} from './environmentServices.ts';
import { folder, isProxies, pattern, publicKeyText, readHeaders, whole } from './environmentValues.ts';

const environment = z.object({
  PORT: whole(0, 65535, 3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: folder('./data'),
  KEY_DIR: folder('./keys'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  BASE_URL: baseUrl.optional(),
  CONTACT: z.string().trim().max(200, 'is longer than 200 letters').default(''),
  BACKUP_DIR: z
    .string()
    .optional()
    .transform((path) => path && resolve(path)),
  BACKUP_KEY: z
    .string()
    .regex(publicKeyText, 'must be the line that `farhangsanj backup-key FILE` prints')
    .optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 03:00')
    .default('03:00'),
  BACKUP_KEEP: whole(1, 1000, 7),
  BACKUP_HOOK: z.string().optional(),
  SECOND_FACTOR: z
    .enum(['everyone', 'required', 'optional'], 'must be everyone, required or optional')
    .optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  SESSION_SECRET: z.string().min(16, 'needs at least 16 characters').optional(),
  SMTP_URL: serverUrl('smtp', 'smtps').optional(),
  MAIL_FROM: mailbox.optional(),
  ALERT_MAIL: mailAddresses.default([]),
  MAIL_PER_MINUTE: whole(1, 100_000, 600),
  BOUNCE_ADDRESS: returnAddress.optional(),
  BOUNCE_IMAP_URL: serverUrl('imap', 'imaps').optional(),
  SMS_URL: serverUrl('http', 'https').optional(),
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
  OIDC_ISSUER: serverUrl('http', 'https').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60, 'is longer than 60 letters').optional(),
  OIDC_ACR: z.string().optional(),
  METRICS_PORT: whole(0, 65535, 0),
  METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  SYSLOG_URL: serverUrl('syslog', 'syslog+udp', 'syslog+tcp', 'syslog+tls').optional(),
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
  /** Whom to ask for help, as it stands at the foot of pages; may be empty. */
  contact: string;
  tls: { certFile: string; keyFile: string } | undefined;
  sessionSecret: string | undefined;
  /** Who must have a second factor: administrators where pages are reached over https, unless a setting says everyone or nobody. */
  secondFactor: 'everyone' | 'required' | 'optional';
  backup: BackupConfig | undefined;
  mail: MailConfig | undefined;
  sms: SmsConfig | undefined;
  provider: ProviderConfig | undefined;
  metrics: MetricsConfig | undefined;
  syslog: SyslogConfig | undefined;
  trustProxy: string;
  logLevel: string;
  workers: number;
}

/** Backups that the product takes by itself. */
export interface BackupConfig {
  dir: string;
  /** The public key that they are encrypted to, as text. */
  key: string;
  /** Time of day in Iran, such as 03:00. */
  at: string;
  /** How many are kept while no wave runs. */
  keep: number;
  /** A shell command that copies them off this machine. */
  hook: string | undefined;
  /** What that command sees of the environment. */
  hookEnvironment: Record<string, string>;
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
  const problem = serviceProblem(value);
  if (problem) throw new ConfigError(`Wrong environment. ${problem}`);
  if (value.SMTP_URL && !value.MAIL_FROM) {
    throw new ConfigError('Wrong environment. SMTP_URL needs MAIL_FROM, the address that mail comes from');
  }
  if (value.BACKUP_DIR && !value.BACKUP_KEY) {
    throw new ConfigError(
      'Wrong environment. BACKUP_DIR needs BACKUP_KEY, to which backups are encrypted: `farhangsanj backup-key FILE` makes a pair and prints it',
    );
  }
  for (const place of ['DATA_DIR', 'KEY_DIR'] as const) {
    if (value.BACKUP_DIR && !relative(value[place], value.BACKUP_DIR).startsWith('..'))
      throw new ConfigError(
        `Wrong environment. BACKUP_DIR lies in ${place}: name a folder of its own, best on another disk`,
      );
  }
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR,
    keyDir: value.KEY_DIR,
    mongodbUri: value.MONGODB_URI,
    baseUrl: value.BASE_URL,
    contact: value.CONTACT,
    tls: value.TLS_CERT && value.TLS_KEY ? { certFile: value.TLS_CERT, keyFile: value.TLS_KEY } : undefined,
    sessionSecret: value.SESSION_SECRET,
    secondFactor: value.SECOND_FACTOR ?? (isReachedByHttps(value) ? 'required' : 'optional'),
    backup: backupOf(value, env),
    mail: mailOf(value),
    sms: smsOf(value),
    provider: providerOf(value),
    metrics: metricsOf(value),
    syslog: syslogOf(value),
    trustProxy: value.TRUST_PROXY,
    logLevel: value.LOG_LEVEL,
    workers: value.WORKERS,
  };
}

type Environment = z.infer<typeof environment>;

const isReachedByHttps = ({ BASE_URL, TLS_CERT }: Environment) =>
  BASE_URL ? BASE_URL.startsWith('https:') : Boolean(TLS_CERT);

function backupOf(value: Environment, { PATH = '', HOME = '' }: NodeJS.ProcessEnv): BackupConfig | undefined {
  const { BACKUP_DIR: dir, BACKUP_KEY: key } = value;
  if (!dir || !key) return undefined;
  const { BACKUP_AT: at, BACKUP_KEEP: keep, BACKUP_HOOK: hook } = value;
  return { dir, key, at, keep, hook, hookEnvironment: { PATH, HOME } };
}

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

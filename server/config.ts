/** The only reader of the environment. A wrong value stops the start with a sentence that names the variable. */
import { resolve } from 'node:path';
import { z } from 'zod';

const folder = (fallback: string) =>
  z
    .string()
    .min(1)
    .default(fallback)
    .transform((path) => resolve(path));

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: folder('./data'),
  KEY_DIR: folder('./keys'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  BASE_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  SESSION_SECRET: z.string().min(16, 'needs at least 16 characters').optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  TRUST_PROXY: z.string().default(''),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  WORKERS: z.coerce.number().int().min(1).max(64).default(1),
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
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  trustProxy: string;
  logLevel: string;
  workers: number;
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
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir: value.DATA_DIR,
    keyDir: value.KEY_DIR,
    mongodbUri: value.MONGODB_URI,
    baseUrl: value.BASE_URL,
    tls: value.TLS_CERT && value.TLS_KEY ? { certFile: value.TLS_CERT, keyFile: value.TLS_KEY } : undefined,
    sessionSecret: value.SESSION_SECRET,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    trustProxy: value.TRUST_PROXY,
    logLevel: value.LOG_LEVEL,
    workers: value.WORKERS,
  };
}

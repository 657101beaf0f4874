/**
 * One Chromium a process, found on the machine or else the one inside the npm package. It is launched by the first test that asks and
 * ends with the process. The headless shell comes first: it is the same engine without windows and menus, for two thirds of the work.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core';

const onMachine = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

async function launchOptions(): Promise<LaunchOptions> {
  const found = onMachine.find(existsSync);
  if (found) return { executablePath: found, args: quiet };
  const { default: packed } = await import('@sparticuz/chromium');
  return { executablePath: await packed.executablePath(), args: [...packed.args, ...quiet] };
}

let launched: Promise<Browser> | undefined;

/** The browser of this process. */
export function browser(): Promise<Browser> {
  launched ??= launchOptions().then((options) => chromium.launch(options));
  return launched;
}

/** A browser of its own whose storage lies in a folder, so that it can be closed and opened again. */
export async function ownBrowser(folder: string, options: object = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...(await launchOptions()), ...options });
}

/** A folder for `ownBrowser`, removed by the function it gives. */
export function profileFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'fs-profile-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Kills all processes of the browser that uses a folder at once, as an empty battery does. */
export function killOwnBrowser(folder: string): void {
  const running = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const ids = running
    .filter((line) => line.includes(`--user-data-dir=${folder}`))
    .map((line) => Number.parseInt(line, 10));
  if (ids.length === 0) throw new Error(`no browser uses ${folder}`);
  for (const id of ids) {
    try {
      process.kill(id, 'SIGKILL');
    } catch (error) {
      if ((error as { code?: string }).code !== 'ESRCH') throw error;
    }
  }
}

interface Served {
  url: string;
  close: () => void;
  /** Resolves when a request whose address ends so was answered. */
  answered: (ending: string) => Promise<void>;
}

/** Serves an app on a free port of this machine, where pages have a secure context without https. */
export function serve(app: Express): Promise<Served> {
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = () => {
        server.closeAllConnections();
        server.close();
      };
      const answered = (ending: string) =>
        new Promise<void>((done) => {
          server.on('request', (request, response) => {
            if (request.url?.endsWith(ending)) response.once('finish', done);
          });
        });
      resolve({ url: `http://127.0.0.1:${port}`, close, answered });
    });
  });
}

/** Console errors and exceptions of a page: a test that ends with any has found a fault. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

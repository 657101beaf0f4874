/** Whether pages are reached over https: that decides what a browser may do, and so what may be promised. */
import type { Config } from '../config.ts';

/** The names of the machine itself, where browsers ask for no https. */
const ownNames = ['localhost', '127.0.0.1', '::1', '[::1]'];

function isHttps(address: string | undefined): boolean {
  return address?.startsWith('https:') === true;
}

/** The server speaks TLS itself, or a proxy before it does. */
export function servesHttps({ tls, baseUrl }: Pick<Config, 'tls' | 'baseUrl'>): boolean {
  return Boolean(tls) || isHttps(baseUrl);
}

/** Whether browsers do cryptography in pages of this host (a secure context). */
export function isSecureHost(hostname: string, baseUrl: string | undefined): boolean {
  return isHttps(baseUrl) || ownNames.includes(hostname);
}

/** The same for an address that is printed or sent. */
export function isSecureAddress(baseUrl: string): boolean {
  return isHttps(baseUrl) || (URL.canParse(baseUrl) && ownNames.includes(new URL(baseUrl).hostname));
}

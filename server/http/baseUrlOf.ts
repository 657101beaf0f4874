/** The address under which the system is reached where `BASE_URL` does not say it: the one it listens on. */
import type { Config } from '../config.ts';

/** @param port the one in use, where the configuration leaves the choice to the machine */
export function baseUrlOf(config: Config, port = config.port): string {
  if (config.baseUrl) return config.baseUrl;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Services of the organisation beside the server: who they are in the environment, and what may not stand together. */

export interface ServiceEnvironment {
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_NAME?: string | undefined;
  OIDC_ACR?: string | undefined;
  METRICS_PORT: number;
  METRICS_TOKEN?: string | undefined;
  SYSLOG_URL?: string | undefined;
}

/** Where people sign in for all programs of the organisation (OpenID Connect). */
export interface ProviderConfig {
  issuer: string;
  clientId: string;
  /** undefined for a client that has none and proves itself by PKCE alone. */
  clientSecret: string | undefined;
  /** On the button. */
  name: string;
  /** The class of authentication that is asked for and counts as a second step. */
  acr: string | undefined;
}

export interface MetricsConfig {
  /** A port of their own on HOST; 0 for none. */
  port: number;
  /** With it `/metrics` of the ordinary port answers too, and nothing without it. */
  token: string | undefined;
}

/** Where the audit trail is sent as it grows. */
export interface SyslogConfig {
  protocol: 'udp' | 'tcp' | 'tls';
  host: string;
  port: number;
  /** Trusted instead of the authorities that Node knows; only tests say it, an office's own is named by NODE_EXTRA_CA_CERTS. */
  ca?: string;
}

/** What is missing or may not stand together, or null. */
export function serviceProblem({ OIDC_ISSUER, OIDC_CLIENT_ID }: ServiceEnvironment): string | null {
  if (Boolean(OIDC_ISSUER) !== Boolean(OIDC_CLIENT_ID))
    return 'OIDC_ISSUER and OIDC_CLIENT_ID must be set together';
  if (OIDC_ISSUER && !isConfidential(OIDC_ISSUER))
    return 'OIDC_ISSUER must begin with https://; http:// is for this machine alone';
  return null;
}

function isConfidential(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

export function providerOf(value: ServiceEnvironment): ProviderConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = value;
  if (!issuer || !clientId) return undefined;
  return {
    issuer,
    clientId,
    clientSecret: value.OIDC_CLIENT_SECRET,
    name: value.OIDC_NAME ?? new URL(issuer).hostname,
    acr: value.OIDC_ACR,
  };
}

export function metricsOf(value: ServiceEnvironment): MetricsConfig | undefined {
  const { METRICS_PORT: port, METRICS_TOKEN: token } = value;
  return port || token ? { port, token } : undefined;
}

const usualPorts = { udp: 514, tcp: 601, tls: 6514 };

/** `syslog+tls://host:6514`, the port as usual where it is left out. */
export function syslogOf({ SYSLOG_URL }: ServiceEnvironment): SyslogConfig | undefined {
  if (!SYSLOG_URL) return undefined;
  const { protocol, hostname, port } = new URL(SYSLOG_URL);
  const kind = protocol === 'syslog+tls:' ? 'tls' : protocol === 'syslog+tcp:' ? 'tcp' : 'udp';
  return { protocol: kind, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || usualPorts[kind] };
}

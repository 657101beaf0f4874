/**
 * The identity provider of the organisation (OpenID Connect, authorization code with PKCE, state and nonce). It is asked for its addresses
 * when somebody first signs in, so that the server starts without it; while it is down, passwords go on working.
 */
import type { AppContext } from '../../appContext.ts';
import { TryAgain } from '../../http/httpErrors.ts';

type ProviderConfig = NonNullable<AppContext['config']['provider']>;

/** What is remembered while somebody is at the provider. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Proven {
  issuer: string;
  subject: string;
  /** By more than a password, as the provider says. */
  isStrong: boolean;
  idToken: string;
}

/** The answer is wrong, was given to somebody else, or the person said no. */
export class SignInRefused extends Error {}

export interface Provider {
  name: string;
  issuer: string;
  /** @throws TryAgain when the provider cannot be reached */
  begin(): Promise<{ attempt: Attempt; address: string }>;
  /** @param address as the browser came back to it. @throws SignInRefused, TryAgain */
  finish(address: URL, attempt: Attempt): Promise<Proven>;
  /** Where a session at the provider is ended too; null where it offers nothing like it. */
  endAddress(idToken: string, backTo: string): Promise<string | null>;
}

const timeoutSeconds = 10;
/** RFC 8176: several factors, or one that holds a secret of its own. */
const strongMethods = ['mfa', 'otp', 'hwk', 'swk', 'sc', 'fpt', 'face'];

export const isStrong = (claims: { readonly [name: string]: unknown }, acr: string | undefined): boolean =>
  (acr !== undefined && claims.acr === acr) ||
  (Array.isArray(claims.amr) && claims.amr.some((method) => strongMethods.includes(String(method))));

/** @param returnAddress where the provider sends people back to */
export function openProvider(config: ProviderConfig, returnAddress: string): Provider {
  const { issuer, clientId, clientSecret, name, acr } = config;
  let discovered: ReturnType<typeof discover> | undefined;

  async function discover() {
    const client = await import('openid-client');
    const isPlain = new URL(issuer).protocol === 'http:';
    // The signature of the ID token is checked too, although it comes from the provider itself.
    const execute = [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])];
    return client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
      { timeout: timeoutSeconds, execute },
    );
  }
  /** Asked again after a failure. */
  async function known() {
    discovered ??= discover();
    try {
      const server = await discovered;
      return { client: await import('openid-client'), server };
    } catch {
      discovered = undefined;
      throw new TryAgain('provider:errors.unreachable');
    }
  }

  return {
    name,
    issuer,
    async begin() {
      const { client, server } = await known();
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(server, {
        redirect_uri: returnAddress,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(acr === undefined ? {} : { acr_values: acr }),
      });
      return { attempt, address: address.href };
    },
    async finish(address, { state, nonce, verifier }) {
      const { client, server } = await known();
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      };
      const tokens = await client.authorizationCodeGrant(server, address, checks).catch((error: Error) => {
        if (error.name === 'TimeoutError' || error.message === 'fetch failed')
          throw new TryAgain('provider:errors.unreachable');
        throw new SignInRefused(error.message, { cause: error });
      });
      const claims = tokens.claims();
      if (!claims) throw new SignInRefused('no ID token');
      const { iss, sub } = claims;
      return { issuer: iss, subject: sub, isStrong: isStrong(claims, acr), idToken: tokens.id_token ?? '' };
    },
    async endAddress(idToken, backTo) {
      const { client, server } = await known();
      if (!server.serverMetadata().end_session_endpoint) return null;
      const asked = { id_token_hint: idToken, post_logout_redirect_uri: backTo };
      return client.buildEndSessionUrl(server, asked).href;
    },
  };
}

/** A real identity provider on this machine (oidc-provider), and people who sign in at it with a browser of their own. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load } from 'cheerio';
import Provider from 'oidc-provider';

export const client = { id: 'farhangsanj', secret: 'a secret of the client' };

export interface IdentityProvider {
  issuer: string;
  stop(): Promise<void>;
}

/** @param site address of the product, which people come back to */
export async function identityProvider(site: string): Promise<IdentityProvider> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${site}/desk/sign-in/provider/return`],
        post_logout_redirect_uris: [`${site}/desk/sign-in`],
      },
    ],
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  });
  server.on('request', provider.callback());
  return { issuer, stop: () => stopped(server) };
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** A browser at the provider: cookies, redirects, and the forms of its pages. */
export function providerBrowser(issuer: string) {
  const cookies = new Map<string, string>();

  async function ask(address: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(address, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return answer;
  }

  return {
    /** Follows an address of the provider, fills in its forms, and gives the address at which it lets go. */
    async signIn(from: string, subject: string): Promise<URL> {
      let answer = await ask(from);
      for (let step = 0; step < 20; step += 1) {
        const location = answer.headers.get('location');
        if (location) {
          const next = new URL(location, issuer);
          if (next.origin !== issuer) return next;
          answer = await ask(next.href);
          continue;
        }
        const html = await answer.text();
        const $ = load(html);
        const prompt = String($('[name=prompt]').val() ?? '');
        const action = new URL(String($('form').attr('action') ?? ''), issuer).href;
        if (!prompt) throw new Error(`the provider says: ${$('body').text().slice(0, 400)}`);
        answer = await ask(
          action,
          prompt === 'login' ? { prompt, login: subject, password: 'x' } : { prompt },
        );
      }
      throw new Error('the provider does not let go');
    },
  };
}

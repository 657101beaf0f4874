/**
 * What a desk that was left open must not do: each of these routes asks whoever has a second factor for it again, before anything is read of
 * the form. A route that asks and is not listed fails too, so that the list stays the whole truth.
 */
import assert from 'node:assert/strict';
import type { Role } from '../../server/accounts/account.ts';
import { translator } from '../../server/i18n/translator.ts';
import { people } from '../support/people.ts';
import { routesOf } from '../support/routesOf.ts';
import { signInWithApp } from '../support/secondFactor.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

/** By who may do it. */
const asking: Partial<Record<Role, string[]>> = {
  administrator: [
    'GET /desk/accounts/list.csv',
    'GET /desk/audit/trail.csv',
    'GET /desk/waves/:id/people-lists/:list/rest',
    'GET /desk/waves/:id/recovery',
    'POST /desk/accounts',
    'POST /desk/accounts/:id',
    'POST /desk/accounts/:id/disablement',
    'POST /desk/accounts/:id/enablement',
    'POST /desk/accounts/:id/identity',
    'POST /desk/accounts/:id/link',
    'POST /desk/accounts/:id/second-factor/reset',
    'POST /desk/accounts/:id/sessions/end',
    'POST /desk/accounts/import/confirmation',
    'POST /desk/accounts/letters',
    'POST /desk/system/retention',
    'POST /desk/system/retention/:wave/hold',
    'POST /desk/system/retention/:wave/release',
    'POST /desk/system/tokens',
    'POST /desk/system/webhook-hosts',
    'POST /desk/system/webhooks',
    'POST /desk/waves/:id/code-requests/:request/approval',
    'POST /desk/waves/:id/code-requests/:request/codes',
    'POST /desk/waves/:id/code-requests/:request/refusal',
    'POST /desk/waves/:id/count',
    'POST /desk/waves/:id/headcounts',
    'POST /desk/waves/:id/headcounts/:correction/approval',
    'POST /desk/waves/:id/headcounts/:correction/refusal',
    'POST /desk/waves/:id/invitations',
    'POST /desk/waves/:id/launch',
    'POST /desk/waves/:id/people-lists/:list/slips',
    'POST /desk/waves/:id/recovery',
    'POST /desk/waves/:id/recovery/destruction',
    'POST /desk/waves/:id/release',
    'POST /desk/waves/:id/withdrawal',
  ],
  analyst: [
    'GET /desk/account/second-factor/app',
    'GET /desk/account/second-factor/passkeys/new',
    'GET /desk/reports/:wave/:office/kit/:file',
    'GET /desk/reports/:wave/:office/table.xlsx',
    'GET /desk/reports/:wave/comparison/table.xlsx',
    'GET /desk/reports/:wave/kit/all.zip',
    'GET /desk/waves/:wave/open-data/data.csv',
    'GET /desk/waves/:wave/open-data/data.xlsx',
    'GET /desk/waves/:wave/open-data/reports.csv',
    'GET /desk/waves/:wave/open-data/reports.xlsx',
    'POST /desk/account/sessions/:id/end',
    'POST /desk/account/sessions/end',
    'POST /desk/account/second-factor/app',
    'POST /desk/account/second-factor/app/removal',
    'POST /desk/account/second-factor/codes',
    'POST /desk/account/second-factor/passkeys',
    'POST /desk/account/second-factor/passkeys/:id/removal',
    'POST /desk/reports/:wave/kit',
  ],
};

describe('what is asked for again', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  before(async () => {
    test = await testApp();
  });

  for (const [role, routes] of Object.entries(asking)) {
    it(`asks an ${role} who has an app for a code, on each of ${routes.length} routes, and on no other`, async () => {
      const { agent } = await signInWithApp(test.app, people[role as Role], test.clock.now());
      test.clock.set(new Date(test.clock.now().getTime() + 60_000));
      const { text } = await agent.get('/desk/account').expect(200);
      const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
      const found: string[] = [];
      const title = translator('fa')('secondFactor:ask.again.title');
      const elsewhere = role === 'administrator' ? /^\/desk\/account\// : /^$/;
      for (const { method, path } of routesOf(test.app)) {
        if (!path.startsWith('/desk') || elsewhere.test(path) || /sign-|set-password|first-admin/.test(path))
          continue;
        const address = path.replace(/[:*]\w+/g, 'unknown');
        const answer =
          method === 'GET'
            ? await agent.get(address)
            : await agent.post(address).type('form').send({ _csrf });
        if (answer.status === 403 && answer.text?.includes(`<h1>${title}</h1>`))
          found.push(`${method} ${path}`);
      }
      assert.deepEqual(found.sort(), [...routes].sort());
    });
  }
});

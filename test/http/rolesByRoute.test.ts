/**
 * Walks every route under /desk with every role and signed out. Each feature declares who may use its routes in
 * test/<feature>/roles.ts; a route that nobody declared, or a declaration without a route, fails.
 */
import assert from 'node:assert/strict';
import type { Express } from 'express';
import supertest from 'supertest';
import { type Role, roles } from '../../server/accounts/account.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { declaredRoles, type RolesByRoute } from '../support/rolesByRoute.ts';
import { routesOf } from '../support/routesOf.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

/** As the table names them: `GET /waves/:id`, without the address of the desk. */
const deskRoutesOf = (app: Express) =>
  routesOf(app)
    .filter(({ path }) => path.startsWith('/desk/'))
    .map(({ method, path }) => `${method} ${path.slice('/desk'.length)}`);

describe('roles by route', () => {
  useDatabase({ emptyEach: false });
  let app: Express;
  let table: RolesByRoute;
  const agents = new Map<Role, { agent: Agent; token: string }>();

  before(async () => {
    ({ app } = await testApp());
    table = await declaredRoles();
    for (const role of roles) {
      const agent = await signInAs(app, people[role]);
      agents.set(role, { agent, token: csrfOf((await agent.get('/desk')).text) });
    }
  });

  const address = (route: string) => `/desk${route.split(' ')[1]?.replaceAll(/:\w+/g, 'unknown')}`;

  it('declares every route, and no other', () => {
    assert.deepEqual(Object.keys(table).sort(), [...new Set(deskRoutesOf(app))].sort());
  });

  for (const role of roles) {
    it(`lets ${role} into its own routes and answers 403 to the rest`, async () => {
      const { agent, token } = agents.get(role) ?? assert.fail();
      for (const [route, allowed] of Object.entries(table)) {
        if (allowed === 'anyone' || route === 'POST /sign-out') continue;
        const asked = route.startsWith('GET')
          ? agent.get(address(route))
          : agent.post(address(route)).type('form').send({ _csrf: token });
        const { status } = await asked;
        assert.ok(status < 500, `${role}: ${route} answers ${status}`);
        assert.equal(status === 403, !allowed.includes(role), `${role}: ${route} answers ${status}`);
      }
      await agent.get('/desk').expect(200);
    });
  }

  it('sends people who are not signed in to the sign-in page', async () => {
    for (const [route, allowed] of Object.entries(table)) {
      if (allowed === 'anyone') continue;
      const asked = route.startsWith('GET')
        ? supertest(app).get(address(route))
        : supertest(app).post(address(route));
      const { status, headers } = await asked;
      assert.deepEqual([status, headers.location], [303, '/desk/sign-in'], route);
    }
  });

  it('refuses every form without its token', async () => {
    const { agent } = agents.get('administrator') ?? assert.fail();
    for (const route of Object.keys(table).filter((one) => one.startsWith('POST'))) {
      const { status } = await agent.post(address(route)).type('form').send({});
      assert.equal(status, 403, route);
    }
  });
});

/** What a token is: its role, offices and end. */
import { endpoint } from '../endpoint.ts';
import { openApiPath, referencePath } from '../paths.ts';
import { emptyParams, emptyQuery } from '../schemas/basics.ts';
import { self } from '../schemas/problem.ts';
import { tokenRoles } from '../tokens/apiToken.ts';
import { tokenOf } from '../tokens/authenticate.ts';

export const selfEndpoint = endpoint({
  id: 'getSelf',
  method: 'get',
  path: '/',
  roles: tokenRoles,
  params: emptyParams,
  query: emptyQuery,
  answers: { 200: self },
  problems: [],
  async handle({ req }) {
    const { name, role, grants, mayWrite, expiresAt } = tokenOf(req);
    return {
      body: {
        version: 1,
        ...{ name, role, mayWrite },
        offices: grants.map(({ office }) => office),
        expiresAt: expiresAt.toISOString(),
        openapi: openApiPath,
        reference: referencePath,
      },
    };
  },
});

/** Who may use which page: every feature declares its own in test/<feature>/roles.ts. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../server/accounts/account.ts';
import { projectRoot } from '../../server/projectRoot.ts';

/** `METHOD /path` under /desk → who passes the guard; `anyone` needs no account. */
export type RolesByRoute = Record<string, readonly Role[] | 'anyone'>;

/** The same for each of the routes. */
export function allow(roles: readonly Role[] | 'anyone', routes: readonly string[]): RolesByRoute {
  return Object.fromEntries(routes.map((route) => [route, roles]));
}

/** What all features declare. */
export async function declaredRoles(): Promise<RolesByRoute> {
  const test = join(projectRoot, 'test');
  const files = readdirSync(test)
    .map((feature) => join(test, feature, 'roles.ts'))
    .filter((file) => existsSync(file));
  const tables = await Promise.all(files.map((file) => import(file)));
  return Object.assign({}, ...tables.map(({ rolesByRoute }) => rolesByRoute));
}

/** Who may use which page: every feature declares its own in test/<feature>/roles.ts. */
import type { Role } from '../../server/accounts/account.ts';

/** `METHOD /path` under /desk → who passes the guard; `anyone` needs no account. */
export type RolesByRoute = Record<string, readonly Role[] | 'anyone'>;

/** The same for each of the routes. */
export function allow(roles: readonly Role[] | 'anyone', routes: readonly string[]): RolesByRoute {
  return Object.fromEntries(routes.map((route) => [route, roles]));
}

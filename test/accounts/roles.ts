/** Who may use the pages of accounts, of the audit trail and the desk itself; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const everyone = ['administrator', 'manager', 'analyst', 'auditor', 'clerk'] as const;
const administrator = ['administrator'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /': everyone,
  'GET /sign-in': 'anyone',
  'POST /sign-in': 'anyone',
  'POST /sign-out': everyone,
  'GET /set-password/:token': 'anyone',
  'POST /set-password/:token': 'anyone',
  'GET /first-administrator/:token': 'anyone',
  'POST /first-administrator/:token': 'anyone',
  'GET /accounts': administrator,
  'POST /accounts': administrator,
  'GET /accounts/new': administrator,
  'GET /accounts/import': administrator,
  'POST /accounts/import': administrator,
  'POST /accounts/import/confirmation': administrator,
  'POST /accounts/letters': administrator,
  'GET /accounts/:id': administrator,
  'POST /accounts/:id': administrator,
  'POST /accounts/:id/link': administrator,
  'POST /accounts/:id/disablement': administrator,
  'POST /accounts/:id/enablement': administrator,
  'POST /accounts/:id/sessions/end': administrator,
  'GET /audit': ['administrator', 'auditor'],
};

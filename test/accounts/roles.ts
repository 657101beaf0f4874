/** Who may use the pages of accounts, of the audit trail and the desk itself; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(
    ['administrator', 'manager', 'analyst', 'auditor', 'clerk', 'reviewer'],
    [
      'GET /',
      'POST /sign-out',
      'GET /account',
      'POST /account/password',
      'POST /account/address',
      'POST /account/sessions/end',
      'POST /account/sessions/:id/end',
      'GET /account/second-factor',
      'GET /account/second-factor/app',
      'POST /account/second-factor/app',
      'POST /account/second-factor/app/removal',
      'POST /account/second-factor/codes',
      'POST /proof',
    ],
  ),
  ...allow('anyone', [
    'GET /sign-in',
    'POST /sign-in',
    'POST /sign-in/second-step',
    'GET /set-password/:token',
    'POST /set-password/:token',
    'GET /first-administrator/:token',
    'POST /first-administrator/:token',
  ]),
  ...allow(
    ['administrator'],
    [
      'GET /accounts',
      'POST /accounts',
      'GET /accounts/new',
      'GET /accounts/import',
      'POST /accounts/import',
      'POST /accounts/import/confirmation',
      'POST /accounts/letters',
      'GET /accounts/:id',
      'POST /accounts/:id',
      'POST /accounts/:id/link',
      'POST /accounts/:id/disablement',
      'POST /accounts/:id/enablement',
      'POST /accounts/:id/sessions/end',
      'POST /accounts/:id/second-factor/reset',
      'POST /accounts/:id/identity',
    ],
  ),
  ...allow(['administrator', 'auditor'], ['GET /audit', 'GET /audit/trail.csv']),
};

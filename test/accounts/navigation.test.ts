/** The masthead says which section a page belongs to, also where its address begins with another noun. */
import assert from 'node:assert/strict';
import type { Role } from '../../server/accounts/account.ts';
import { navigation } from '../../server/accounts/navigation.ts';
import { translator } from '../../server/i18n/translator.ts';

const t = translator('fa');
const currentAt = (role: Role, path: string) =>
  navigation(role, path, t)
    .filter(({ current }) => current)
    .map(({ href }) => href);

describe('the sections of the desk', () => {
  const pages: [Role, string, string[]][] = [
    ['administrator', '/desk', []],
    ['administrator', '/desk/waves?lang=en', ['/desk/waves']],
    ['administrator', '/desk/waves/new', ['/desk/waves']],
    ['administrator', '/desk/calendar?lang=fa', ['/desk/waves']],
    ['administrator', '/desk/digest', ['/desk/waves']],
    ['administrator', '/desk/imports/culture', ['/desk/waves']],
    ['administrator', '/desk/bank?q=trust', ['/desk/instruments']],
    ['analyst', '/desk/waves/some-wave/open-data', ['/desk/reports']],
    ['manager', '/desk/reports/some-wave/comparison', ['/desk/reports']],
    ['auditor', '/desk/audit?page=2', ['/desk/audit']],
  ];
  for (const [role, path, sections] of pages) {
    it(`mark ${sections[0] ?? 'nothing'} on ${path} for the ${role}`, () => {
      assert.deepEqual(currentAt(role, path), sections);
    });
  }
});

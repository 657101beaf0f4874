/** The sections of the desk that a role sees, in the order of the masthead. */
import type { Translate } from '../i18n/translator.ts';
import type { Role } from './account.ts';

const sections: { name: string; roles: readonly Role[] }[] = [
  { name: 'waves', roles: ['administrator', 'manager'] },
  { name: 'reports', roles: ['manager', 'analyst'] },
  { name: 'offices', roles: ['administrator'] },
  { name: 'kiosks', roles: ['administrator'] },
  { name: 'instruments', roles: ['administrator', 'analyst'] },
  { name: 'accounts', roles: ['administrator'] },
  { name: 'papers', roles: ['clerk'] },
  { name: 'audit', roles: ['administrator', 'auditor'] },
];

/** @param path address of the page, which marks its section as current */
export function navigation(role: Role, path: string, t: Translate) {
  return sections
    .filter(({ roles }) => roles.includes(role))
    .map(({ name }) => {
      const href = `/desk/${name}`;
      const current = path === href || path.startsWith(`${href}/`) || path.startsWith(`${href}?`);
      return { href, label: t(`common:sections.${name}`), current };
    });
}

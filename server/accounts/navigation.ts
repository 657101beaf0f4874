/** The sections of the desk that a role sees, in the order of the masthead. */
import { deskPath } from '../http/deskPath.ts';
import type { Translate } from '../i18n/translator.ts';
import type { Role } from './account.ts';

/** `also` matches pages of a section whose address begins with another noun. */
const sections: { name: string; roles: readonly Role[]; also?: RegExp }[] = [
  {
    name: 'waves',
    roles: ['administrator', 'manager'],
    also: /^\/desk\/(calendar|digest|imports|local-questions)(\/|$)/,
  },
  { name: 'reports', roles: ['manager', 'analyst'], also: /^\/desk\/waves\/[^/]+\/open-data/ },
  { name: 'plans', roles: ['manager', 'analyst', 'administrator'] },
  { name: 'suggestions', roles: ['reviewer', 'manager', 'administrator'] },
  { name: 'offices', roles: ['administrator'] },
  { name: 'kiosks', roles: ['administrator'] },
  { name: 'instruments', roles: ['administrator', 'analyst'], also: /^\/desk\/bank(\/|$)/ },
  { name: 'accounts', roles: ['administrator'] },
  { name: 'papers', roles: ['clerk'] },
  { name: 'system', roles: ['administrator'] },
  { name: 'audit', roles: ['administrator', 'auditor'] },
];

/** @param path address of the page, which marks its section as current */
export function navigation(role: Role, path: string, t: Translate) {
  return sections
    .filter(({ roles }) => roles.includes(role))
    .map(({ name, also }) => {
      const href = `${deskPath}/${name}`;
      const [address = ''] = path.split('?');
      const current = address === href || address.startsWith(`${href}/`) || also?.test(address) === true;
      return { href, label: t(`common:sections.${name}`), current };
    });
}

/** The sections of the desk that a role sees, in the order of the masthead. */
import type { Translate } from '../i18n/translator.ts';
import type { Role } from './account.ts';

/** `also` are the pages of a section that stand at addresses of other nouns. */
const sections: { name: string; roles: readonly Role[]; also?: RegExp }[] = [
  { name: 'waves', roles: ['administrator', 'manager'], also: /^\/desk\/(calendar|digest)$/ },
  { name: 'reports', roles: ['manager', 'analyst'], also: /^\/desk\/waves\/[^/]+\/open-data/ },
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
    .map(({ name, also }) => {
      const href = `/desk/${name}`;
      const [place = ''] = path.split('?');
      const current = place === href || place.startsWith(`${href}/`) || also?.test(place) === true;
      return { href, label: t(`common:sections.${name}`), current };
    });
}

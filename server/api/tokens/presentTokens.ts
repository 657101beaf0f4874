/** The tokens as their page lists them, and the choices of the form of a new one. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { OfficeChoices } from '../../accounts/officeChoices.ts';
import { instantOfDay } from '../../i18n/isoDay.ts';
import type { Reader } from '../../i18n/reader.ts';
import { tokenRoles, tokenState } from './apiToken.ts';
import { listTokens } from './changeTokens.ts';

export async function presentTokens(now: Date, officeChoices: OfficeChoices, { t, f, lang }: Reader) {
  const [tokens, offices] = await Promise.all([listTokens(now), officeChoices(lang)]);
  const makers = await displayNames(tokens.map(({ createdBy }) => createdBy));
  const officeNames = new Map(offices.map(({ code, name }) => [code, name]));
  return {
    rows: tokens.map((token) => {
      const state = tokenState(token, now);
      const rights = token.mayWrite ? t('api:tokens.mayWrite') : t('api:tokens.readsOnly');
      return {
        id: token._id,
        name: token.name,
        scope: [
          t(`accounts:role.${token.role}`),
          ...token.grants.map(({ office }) => officeNames.get(office) ?? office),
        ].join('، '),
        rights,
        maker: makers[token.createdBy] ?? token.createdBy,
        state: t(`api:tokens.state.${state}`, { date: f.dateNumeric(token.revokedAt ?? token.expiresAt) }),
        lastUsed: token.lastUsedOn ? f.dateNumeric(instantOfDay(token.lastUsedOn)) : t('api:tokens.unused'),
        isValid: state === 'valid',
      };
    }),
    roleChoices: tokenRoles.map((role) => ({ value: role, label: t(`accounts:role.${role}`) })),
    officeOptions: [
      { value: '', label: '–' },
      ...offices.map(({ code, name, depth }) => ({
        value: code,
        label: `${'\u2007'.repeat(2 * depth)}${name}`,
      })),
    ],
  };
}

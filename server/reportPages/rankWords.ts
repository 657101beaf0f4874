/** Between which ranks an office lies; one number where only one is left; '' without a rank. */
import type { Reader } from '../i18n/reader.ts';

export function rankWords(rank: { low: number; high: number } | null, { t, f }: Reader): string {
  if (!rank) return '';
  return rank.low === rank.high ? f.number(rank.low) : t('reports:comparison.rankRange', rank);
}

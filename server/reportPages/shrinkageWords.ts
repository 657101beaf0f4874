/** Over which offices the shrunken index of a comparison was estimated, in a sentence. */
import type { Reader } from '../i18n/reader.ts';
import type { ShrinkageBasis } from '../reports/published/reportObject.ts';

/** '' for comparisons of older versions. */
export function shrinkageWords(basis: ShrinkageBasis | undefined, { t }: Reader): string {
  if (!basis) return '';
  return t(`reports:comparison.${basis.all ? 'shrunkenAll' : 'shrunkenShown'}`, { count: basis.offices });
}

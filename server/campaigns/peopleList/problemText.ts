/** What is wrong with a row of a people list, in the reader's words. */
import type { Translate } from '../../i18n/translator.ts';
import type { OpenRow } from '../../participation/peopleList/sealRow.ts';
import { columnName } from '../../tables/reading/columnName.ts';

export const problemText = ({ problem, of }: Pick<OpenRow, 'problem' | 'of'>, t: Translate): string =>
  t(`peopleList:problem.${problem}`, { of, column: of > 0 ? columnName(of - 1) : '' });

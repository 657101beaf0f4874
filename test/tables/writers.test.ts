/** Who writes tables: one writer of CSV for all, and no table whose headers are not asserted. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

const server = join(projectRoot, 'server');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(server, name), 'utf8') }));

const thatMatch = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ name }) => name)
    .sort();

describe('tables that people download', () => {
  it('are written by one writer of CSV, which guards against formulas', () => {
    assert.deepEqual(thatMatch(/'csv-stringify/), ['tables/csv.ts']);
    assert.deepEqual(thatMatch(/'[^']*tables\/csv\.ts'|'\.\.?\/csv\.ts'/), [
      'exports/decidePublishedProfiles.ts',
      'imports/foreign/mapForeign.ts',
      'tables/reading/readTable.ts',
      'tables/table.ts',
      'workshop/limesurvey/writeTsv.ts',
    ]);
  });

  it('are those whose headers are asserted in test/exports/headers.test.ts and headings.test.ts', () => {
    assert.deepEqual(thatMatch(/\b(csvHead|csvTranslatedHead|worksheet)\(/), [
      'accounts/accountTable.ts',
      'accounts/audit/auditTable.ts',
      'campaigns/invitations/presentCodes.ts',
      'campaigns/peopleList/restFile.ts',
      'exports/changeWorksheet.ts',
      'exports/codebookWorksheet.ts',
      'exports/comparisonWorksheets.ts',
      'exports/openData.ts',
      'exports/openDataWorksheets.ts',
      'exports/reportTable.ts',
      'offices/officeTable.ts',
    ]);
  });
});

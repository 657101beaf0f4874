/** Network points from a table (`code,office,name,kind`). Everything wrong is reported at once, by line. */
import { normaliseTyped } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';
import { columnsNamed } from '../tables/reading/findHeader.ts';
import { type NamedRow, type ReadRecords, readRecords } from '../tables/reading/readRecords.ts';
import { hasLostLetters, typedWhole } from '../tables/reading/tidyCell.ts';
import type { Point } from './point.ts';

type Column = 'code' | 'office' | 'name' | 'kind';

const columns = columnsNamed<Column>(
  {
    code: ['کد', 'کد نقطه', 'point code'],
    office: ['واحد', 'کد واحد', 'office code'],
    name: ['نام', 'نام نقطه', 'نام محل'],
    kind: ['نوع', 'نوع نقطه', 'type'],
  },
  ['code', 'office', 'name'],
);

const pointTable = {
  columns,
  expected: 'code,office,name,kind',
  empty: 'kiosks:file.empty',
  tooMany: { over: 20_000, message: 'kiosks:file.tooMany' },
};

/** @param offices codes that exist */
export function readPoints(bytes: Buffer, offices: ReadonlySet<string>): Promise<ReadRecords<Point>> {
  return readRecords(bytes, pointTable, (rows) => {
    const lineOfCode = new Map<string, number>();
    // A point may stand in a code; only where all codes are numbers with decimals has a program added them.
    const isDecimal = rows.every(({ cell }) => /^\p{Nd}+[.٫][0٠۰]+$/u.test(cell('code')));
    return rows.map((row) => {
      const point = pointOf(row, isDecimal);
      const earlier = lineOfCode.get(point._id);
      if (!/^[\w.-]{1,64}$/.test(point._id)) row.wrong('code', 'kiosks:file.code', { found: point._id });
      else if (earlier) row.wrong('code', 'kiosks:file.codeTwice', { found: point._id, line: earlier });
      else lineOfCode.set(point._id, row.line);
      noteWrong(row, point, offices);
      return point;
    });
  });
}

const pointOf = ({ cell }: NamedRow<Column>, isDecimal: boolean): Point => ({
  _id: isDecimal ? typedWhole(cell('code')) : normaliseTyped(cell('code')),
  office: typedWhole(cell('office')),
  name: clean(cell('name')),
  kind: clean(cell('kind')),
});

function noteWrong({ wrong }: NamedRow<Column>, point: Point, offices: ReadonlySet<string>): void {
  if (!offices.has(point.office)) wrong('office', 'kiosks:file.office', { found: point.office });
  const isName = point.name.length >= 1 && point.name.length <= 200 && !hasLostLetters(point.name);
  if (!isName) wrong('name', 'kiosks:file.name', { found: point.name });
  if (point.kind.length > 50) wrong('kind', 'kiosks:file.kind', { found: point.kind });
}

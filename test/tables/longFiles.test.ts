/** Files of the greatest size that may be uploaded: others get their turn while they are read, and more than anybody needs is refused. */
import assert from 'node:assert/strict';
import { JsonSyntaxError, parsePositionedJson } from '../../server/http/positionedJson.ts';
import { columnsNamed } from '../../server/tables/reading/findHeader.ts';
import { openTable } from '../../server/tables/reading/openTable.ts';
import { readTable } from '../../server/tables/reading/readTable.ts';
import { maxWholeRows } from '../../server/tables/reading/wholeTables.ts';

const columns = columnsNamed({ code: ['code'], name: ['name'] }, ['code']);
const table = (rows: number) => Buffer.from(`code,name\n${'ea,office\n'.repeat(rows)}`);

describe('long files', () => {
  it('leave others their turn while they are read', async () => {
    let turns = 0;
    let isReading = true;
    const turn = () => {
      turns += 1;
      if (isReading) setImmediate(turn);
    };
    setImmediate(turn);
    const { rows, close } = await openTable(table(60_000), columns);
    let read = 0;
    for await (const _row of rows()) read += 1;
    isReading = false;
    await close();
    assert.equal(read, 60_000);
    assert.ok(turns > 15, `${turns} turns of nine pieces that are gone through twice`);
  });

  it('are taken as a whole up to a limit, and refused beyond it', async () => {
    const whole = await readTable(table(maxWholeRows), columns, 'code,name');
    assert.ok('rows' in whole && whole.rows.length === maxWholeRows);
    const refused = await readTable(table(maxWholeRows + 1), columns, 'code,name');
    assert.ok('problem' in refused);
    assert.match(refused.problem.message, /tooLarge/);
  });

  it('of JSON are refused by their length and by the number of their values', () => {
    for (const text of [`[${'0,'.repeat(200_000)}0]`, `"${'a'.repeat(5_000_000)}"`])
      assert.throws(
        () => parsePositionedJson(text),
        (error) => error instanceof JsonSyntaxError && error.problem.message === 'errors:json.tooMuch',
      );
    assert.equal((parsePositionedJson(`[${'0,'.repeat(20_000)}0]`).value as number[]).length, 20_001);
  });
});

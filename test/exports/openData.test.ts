/** Open data of an invented province of 68 offices, read as an attacker would who also has every published report. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { isRevealing, revealingClasses } from '../../server/disclosure/boundDistribution.ts';
import { openData } from '../../server/exports/openData.ts';
import { readerKnowledge } from '../../server/exports/readerKnowledge.ts';
import { loadTalliedWave } from '../../server/reports/making/publishWaveReports.ts';
import { streamPublishedReports } from '../../server/reports/published/findPublished.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { storedCultureWave } from '../cli/cultureWave.ts';
import { jsonOf, runOnStore } from '../cli/runOnStore.ts';
import { RowSpace } from '../disclosure/rowSpace.ts';
import { useDatabase } from '../support/testStore.ts';

const questions = ['gender', 'tenure', 'level'];
type Row = Record<string, string>;

describe('open data of a wave of 68 offices', () => {
  useDatabase({ emptyEach: false });
  const folder = mkdtempSync(join(tmpdir(), 'fs-open-'));
  let wave: Wave;
  let rows: Row[];
  let items: string[];
  let written: { rows: number; files: string[]; sha256: string };

  before(async function () {
    this.timeout(120_000);
    const id = await storedCultureWave();
    wave = await WaveModel.findById(id).orFail().lean();
    written = await jsonOf('wave', 'export', id, '--xlsx', '--out', join(folder, 'out'));
    rows = parse(readFileSync(join(folder, 'out', written.files[0]!), 'utf8'), { columns: true, bom: true });
    items = Object.keys(rows[0]!).filter((column) => column !== 'office' && !questions.includes(column));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('has a row for every response and every column of the questionnaire', () => {
    assert.equal(rows.length, wave.count.counted);
    assert.equal(written.rows, rows.length);
    assert.equal(
      items.length,
      wave.instruments[0]!.dimensions.flatMap((dimension) => dimension.items).length,
    );
  });

  it('comes as a workbook of the same rows as well', async () => {
    const name = written.files.find((file) => file.startsWith('open-data') && file.endsWith('.xlsx'));
    const [data] = await readWorkbook(join(folder, 'out', name!));
    assert.deepEqual(
      data?.data.slice(1).map(([, office]) => office),
      rows.map(({ office }) => office),
    );
  });

  function classes(): Map<string, Row[]> {
    const found = new Map<string, Row[]>();
    for (const row of rows) {
      const key = JSON.stringify([row.office, ...questions.map((id) => row[id])]);
      found.set(key, [...(found.get(key) ?? []), row]);
    }
    return found;
  }

  it('leaves at least ten rows that look alike in every class', () => {
    for (const [key, members] of classes()) assert.ok(members.length >= wave.minimumDetail, key);
  });

  it('keeps demographics where many look alike', () => {
    const kept = rows.filter((row) => questions.some((id) => row[id])).length;
    assert.ok(kept > rows.length / 4, `${kept} of ${rows.length} rows keep a value`);
  });

  it('tells of no class of fewer than 100 what all its people answered', () => {
    for (const [key, members] of classes()) {
      if (members.length >= 100) continue;
      for (const item of items) {
        const counts = [1, 2, 3, 4, 5].map(
          (point) => members.filter((row) => row[item] === String(point)).length,
        );
        assert.equal(isRevealing(members.length, revealingClasses(counts)), false, `${key} ${item}`);
      }
    }
  });

  it('lets no hidden office be computed from the file and all published reports together', async () => {
    const shape = await readerKnowledge((await loadTalliedWave(wave._id))!, streamPublishedReports(wave));
    const open = openGroups(wave, rows);
    const row = (units: readonly number[]) => wave.units.map((_, unit) => Number(units.includes(unit)));
    let hidden = 0;
    for (const measure of shape.measures) {
      const shown = [...measure.given].map((id) => shape.groups.get(id)!);
      const space = new RowSpace([...shown, ...open].map(row));
      for (const [id, units] of shape.groups) {
        const n = units.reduce((sum, unit) => sum + measure.n[unit]!, 0);
        if (n === 0 || n >= wave.minimum) continue;
        hidden += 1;
        assert.ok(!space.contains(row(units)), `${measure.id} of ${id} follows`);
      }
    }
    assert.ok(hidden > 0, 'the wave hides nothing, so this tests nothing');
  });

  it('is the same file each time, with its checksum', async () => {
    const { pieces } = await openData(wave);
    let text = '';
    for await (const piece of pieces()) text += piece;
    assert.equal(createHash('sha256').update(text).digest('hex'), written.sha256);
    assert.equal(text, readFileSync(join(folder, 'out', written.files[0]!), 'utf8'));
  });

  it('describes every column in the codebook', () => {
    const book = JSON.parse(readFileSync(join(folder, 'out', written.files[1]!), 'utf8'));
    const names = book.columns.map(({ name }: { name: string }) => name);
    assert.deepEqual(names.sort(), Object.keys(rows[0]!).sort());
    assert.equal(book.file.sha256, written.sha256);
    assert.equal(book.anonymity.k, 10);
    const codes = book.columns.find(({ name }: { name: string }) => name === 'office').values;
    assert.deepEqual(
      new Set(codes.map(({ value }: { value: string }) => value)),
      new Set(rows.map(({ office }) => office)),
    );
  });

  it('lists exactly the published scores in the table of reports', async () => {
    const table: Row[] = parse(readFileSync(join(folder, 'out', written.files[3]!), 'utf8'), {
      columns: true,
      bom: true,
    });
    const index = (office: string, scope: string) =>
      table.find((row) => row.office === office && row.scope === scope && row.kind === 'index')!;
    for await (const report of streamPublishedReports(wave)) {
      const score = report.instruments[0]!.index;
      const row = index(report.office, report.scope);
      if ('suppressed' in score) {
        assert.deepEqual([row.suppressed, row.n, row.mean], [score.suppressed, '', '']);
      } else
        assert.deepEqual([row.n, row.mean], [String(score.n), score.mean === null ? '' : String(score.mean)]);
    }
  });

  it('refuses a wave that is not released, and leaves no file behind', async () => {
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'counted' } });
    const { code, stderr } = await runOnStore('wave', 'export', wave._id, '--out', join(folder, 'none'));
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'released' } });
    assert.equal(code, 1);
    assert.match(stderr, /^no open data: .*not released\n$/);
    assert.ok(!readdirSync(folder).includes('none'));
  });

  it('names what is expected when there is no such wave', async () => {
    const { code, stderr } = await runOnStore('wave', 'export', 'nothing', '--out', folder);
    assert.deepEqual([code, stderr], [1, 'expected the id of a wave, found "nothing"\n']);
  });
});

/** The units behind each code of the file: those whose rows it must hold, recognised by their numbers alone. */
function openGroups(wave: Wave, rows: Row[]): number[][] {
  const codes = [...new Set(rows.map(({ office }) => office!))];
  const parent = new Map(wave.offices.map((office) => [office.code, office.parent]));
  const target = (code: string) => {
    let at: string | null | undefined = code;
    while (at && !codes.includes(at)) at = parent.get(at);
    return at;
  };
  return codes.map((code) => wave.units.flatMap((unit, at) => (target(unit.code) === code ? [at] : [])));
}

/** The invented province of test/statistics/fixtures as the three files that `wave import` takes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { projectRoot } from '../../server/projectRoot.ts';

const fixtures = join(projectRoot, 'test/statistics/fixtures');
type Row = Record<string, string>;
const rows = (name: string): Row[] => parse(readFileSync(join(fixtures, name), 'utf8'), { columns: true });

const questions = ['gender', 'tenure', 'level'];
const text = (fa: string) => ({ fa });
const waves = { 1: 'culture_wave1.csv', 2: 'culture_wave2.csv' } as const;

export const reference = () => JSON.parse(readFileSync(join(fixtures, 'reference.json'), 'utf8'));

export function instrumentFile(folder: string): string {
  const key = rows('culture_key.csv');
  const answers = [...rows(waves[1]), ...rows(waves[2])];
  const dimensions = [...new Set(key.map((row) => row.dimension!))].map((id) => ({
    id,
    title: text(id),
    items: key
      .filter((row) => row.dimension === id)
      .map((row) => ({ id: row.item, text: text(row.item!), reverse: row.reverse === '1' })),
  }));
  const demographics = questions.map((id) => ({
    id,
    title: text(id),
    options: [...new Set(answers.map((row) => row[id]!).filter(Boolean))].map((option) => ({
      id: option,
      title: text(option),
    })),
  }));
  const labels = [1, 2, 3, 4, 5].map((point) => text(String(point)));
  const instrument = {
    id: 'culture',
    version: 1,
    title: text('فرهنگ'),
    scale: { points: 5, labels },
    dimensions,
    demographics,
    outcome: 'engagement',
  };
  const file = join(folder, 'instrument.json');
  writeFileSync(file, JSON.stringify(instrument));
  return file;
}

const levels: Row = { hq: 'province', governorate: 'governorate', district: 'district' };

/** All 68 offices, or those of a few governorates and the headquarters. */
const isWithin = (governorates: readonly string[] | undefined, governorate: string) =>
  !governorates || governorate === 'HQ' || governorates.includes(governorate);

export function officesFile(folder: string, governorates?: readonly string[]): string {
  const header = ['code', 'level', 'nameFa', 'nameEn', 'parent', 'headcount'];
  const some = rows('culture_offices.csv').filter((row) => isWithin(governorates, row.governorate!));
  const offices = some.map(({ office_id, type, governorate, headcount }) => {
    const parent = type === 'hq' ? '' : type === 'governorate' ? 'HQ' : governorate!;
    return [office_id, levels[type!], office_id, office_id, parent, headcount];
  });
  const file = join(folder, 'offices.csv');
  writeFileSync(file, stringify([header, ...offices]));
  return file;
}

export function responsesFile(folder: string, wave: 1 | 2, governorates?: readonly string[]): string {
  const items = rows('culture_key.csv').map(({ item }) => item!);
  const governorateOf = new Map(
    rows('culture_offices.csv').map(({ office_id, governorate }) => [office_id, governorate!]),
  );
  const some = rows(waves[wave]).filter((row) => isWithin(governorates, governorateOf.get(row.office_id)!));
  const lines = some.map((row) => [row.office_id, ...[...questions, ...items].map((name) => row[name])]);
  const file = join(folder, `responses${wave}.csv`);
  writeFileSync(file, stringify([['office', ...questions, ...items], ...lines]));
  return file;
}

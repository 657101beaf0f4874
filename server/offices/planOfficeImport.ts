/** What an import would change, without changing it: the preview shows the plan, and the confirmed import carries it out. */
import { type Office, OfficeModel } from './office.ts';
import type { OfficeRecord } from './officeFile.ts';

export type OfficeValue = string | number | string[] | null;

export interface OfficeChange {
  code: string;
  field: keyof OfficeRecord;
  from: OfficeValue;
  to: OfficeValue;
}

export interface OfficeImportPlan {
  added: OfficeRecord[];
  /** One entry for each changed field, in the order of the file. */
  changed: OfficeChange[];
  /** Codes of the offices that the file leaves as they are. */
  unchanged: string[];
}

const fields = [
  'level',
  'nameFa',
  'nameEn',
  'shortNameFa',
  'shortNameEn',
  'parent',
  'statisticalCode',
  'validFrom',
  'validTo',
  'replaces',
  'headcount',
  'latitude',
  'longitude',
] as const;

/** Compares records (of `readOffices`) with what is stored. Offices that the file does not name stay as they are. */
export async function planOfficeImport(records: readonly OfficeRecord[]): Promise<OfficeImportPlan> {
  const stored = await OfficeModel.find().lean();
  const byCode = new Map(stored.map((office) => [office._id, office]));
  const plan: OfficeImportPlan = { added: [], changed: [], unchanged: [] };
  for (const record of records) {
    const office = byCode.get(record.code);
    const changes = office ? changesOf(office, record) : [];
    if (!office) plan.added.push(record);
    else if (changes.length) plan.changed.push(...changes);
    else plan.unchanged.push(record.code);
  }
  return plan;
}

function changesOf(office: Office, record: OfficeRecord): OfficeChange[] {
  return fields.flatMap((field) => {
    const to = record[field];
    // An office that an earlier version stored lacks what came later.
    const from = office[field] ?? null;
    if (to === undefined || JSON.stringify(to) === JSON.stringify(from)) return [];
    return [{ code: record.code, field, from, to }];
  });
}

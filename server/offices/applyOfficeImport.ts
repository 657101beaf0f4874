/** Carries out a planned import and writes it into the audit trail. */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { useLevels } from './levels/useLevels.ts';
import { type Office, OfficeModel, officeSearchKey } from './office.ts';
import type { OfficeRecord } from './officeFile.ts';
import type { OfficeImportPlan } from './planOfficeImport.ts';

export interface ImportOrigin extends AuditContext {
  fileName: string;
}

export async function applyOfficeImport(
  { added, changed }: OfficeImportPlan,
  { actor, now, fileName }: ImportOrigin,
): Promise<void> {
  const codes = [...new Set(changed.map(({ code }) => code))];
  const stored = await OfficeModel.find({ _id: mongoose.trusted({ $in: codes }) }).lean();
  const rewritten = stored.map((office) => {
    const changes = changed.filter(({ code }) => code === office._id).map(({ field, to }) => [field, to]);
    return withSearchKey({ ...office, ...Object.fromEntries(changes) });
  });
  const offices = [...added.map(newOffice), ...rewritten];
  if (!offices.length) return;
  await OfficeModel.bulkWrite(
    offices.map((office) => ({
      replaceOne: { filter: { _id: office._id }, replacement: office, upsert: true },
    })),
  );
  await useLevels(offices.map(({ level }) => level));
  const detail = { file: fileName, added: added.length, changed: codes.length };
  await audit({ at: now, actor, action: 'office.import', detail });
}

function newOffice({ code, ...record }: OfficeRecord): Office {
  return withSearchKey({
    _id: code,
    level: record.level,
    nameFa: record.nameFa,
    parent: record.parent,
    nameEn: record.nameEn ?? '',
    shortNameFa: record.shortNameFa ?? null,
    shortNameEn: record.shortNameEn ?? null,
    statisticalCode: record.statisticalCode ?? null,
    validFrom: record.validFrom ?? null,
    validTo: record.validTo ?? null,
    replaces: record.replaces ?? [],
    headcount: record.headcount ?? null,
    latitude: record.latitude ?? null,
    longitude: record.longitude ?? null,
  });
}

function withSearchKey(office: Omit<Office, 'searchKey'>): Office {
  return { ...office, searchKey: officeSearchKey(office) };
}

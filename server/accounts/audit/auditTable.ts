/** The trail as CSV, oldest first: exactly what the chain of hashes covers, so that it can be checked without the product. */
import { type Columns, csvBody, csvHead } from '../../tables/table.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';
import type { auditFilter } from './auditFilter.ts';
import { officeOrUnitOf, subjectOf } from './subject.ts';

const auditColumns: Columns<AuditEntry> = {
  columns: [
    { key: 'position', value: ({ _id }) => _id },
    { key: 'at', value: ({ at }) => at.toISOString() },
    { key: 'actor', value: ({ actor }) => actor },
    { key: 'action', value: ({ action }) => action },
    { key: 'subjectKind', value: (entry) => subjectOf(entry)?.kind ?? null },
    { key: 'subjectId', value: (entry) => subjectOf(entry)?.id ?? null },
    { key: 'officeOrUnit', value: officeOrUnit },
    {
      key: 'detail',
      value: ({ detail }) => (Object.keys(detail ?? {}).length > 0 ? JSON.stringify(detail) : null),
    },
    { key: 'previousHash', value: ({ previousHash }) => previousHash },
    { key: 'hash', value: ({ hash }) => hash },
  ],
};
const batch = 500;

export async function* auditTable(filter: ReturnType<typeof auditFilter>['filter']): AsyncGenerator<string> {
  yield csvHead(auditColumns);
  let rows: AuditEntry[] = [];
  for await (const entry of AuditModel.find(filter).sort({ _id: 1 }).lean().cursor()) {
    rows.push(entry);
    if (rows.length < batch) continue;
    yield csvBody(auditColumns, rows);
    rows = [];
  }
  yield csvBody(auditColumns, rows);
}

function officeOrUnit(entry: AuditEntry): string | null {
  const about = subjectOf(entry);
  return (about && officeOrUnitOf(about)) ?? null;
}

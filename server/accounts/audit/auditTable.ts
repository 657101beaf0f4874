/** The trail as CSV, oldest first: exactly what the chain of hashes covers, so that it can be checked without the product. */
import { byteOrderMark, csvLines } from '../../tables/csv.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';
import type { auditFilter } from './auditFilter.ts';
import { officeOrUnitOf, subjectOf } from './subject.ts';

const columns = [
  'position',
  'at',
  'actor',
  'action',
  'subjectKind',
  'subjectId',
  'officeOrUnit',
  'detail',
  'previousHash',
  'hash',
];
const batch = 500;

export async function* auditTable(filter: ReturnType<typeof auditFilter>['filter']): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([columns]);
  let rows: AuditEntry[] = [];
  for await (const entry of AuditModel.find(filter).sort({ _id: 1 }).lean().cursor()) {
    rows.push(entry);
    if (rows.length < batch) continue;
    yield csvLines(rows.map(rowOf));
    rows = [];
  }
  yield csvLines(rows.map(rowOf));
}

function rowOf(entry: AuditEntry) {
  const { _id, at, actor, action, detail, previousHash, hash } = entry;
  const about = subjectOf(entry);
  return [
    _id,
    at.toISOString(),
    actor,
    action,
    about?.kind ?? null,
    about?.id ?? null,
    (about && officeOrUnitOf(about)) ?? null,
    Object.keys(detail ?? {}).length > 0 ? JSON.stringify(detail) : null,
    previousHash,
    hash,
  ];
}

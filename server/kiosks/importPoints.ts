/** Plans and carries out the import of a list of points: points are added and corrected, and removed only on request. */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { KioskModel } from './kiosk.ts';
import { type Point, PointModel } from './point.ts';

export interface PointImportPlan {
  added: Point[];
  changed: Point[];
  unchanged: number;
  /** Stored points that the list lacks. */
  absent: Point[];
}

export async function planPointImport(points: readonly Point[]): Promise<PointImportPlan> {
  const stored = await PointModel.find().sort({ _id: 1 }).lean();
  const byCode = new Map(stored.map((point) => [point._id, point]));
  const named = new Set(points.map(({ _id }) => _id));
  const isSame = (point: Point) => {
    const before = byCode.get(point._id);
    return before?.office === point.office && before.name === point.name && before.kind === point.kind;
  };
  return {
    added: points.filter(({ _id }) => !byCode.has(_id)),
    changed: points.filter((point) => byCode.has(point._id) && !isSame(point)),
    unchanged: points.filter(isSame).length,
    absent: stored.filter(({ _id }) => !named.has(_id)),
  };
}

/** Kiosks at a point that is removed stay, without a point. */
export async function applyPointImport(
  { added, changed, absent }: PointImportPlan,
  { actor, now, fileName, remove }: AuditContext & { fileName: string; remove: boolean },
): Promise<void> {
  const replacements = [...added, ...changed];
  if (replacements.length) {
    await PointModel.bulkWrite(
      replacements.map((point) => ({
        replaceOne: { filter: { _id: point._id }, replacement: point, upsert: true },
      })),
    );
  }
  const removed = remove ? absent.map(({ _id }) => _id) : [];
  if (removed.length) {
    await KioskModel.updateMany({ point: mongoose.trusted({ $in: removed }) }, { $set: { point: null } });
    await PointModel.deleteMany({ _id: mongoose.trusted({ $in: removed }) });
  }
  const detail = {
    file: fileName,
    added: added.length,
    changed: changed.length,
    removed: removed.length,
  };
  await audit({ at: now, actor, action: 'points.import', detail });
}

/** What a list of points would change, and the change itself: points are added and corrected, and removed only when asked. */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import { KioskModel } from './kiosk.ts';
import { type Point, PointModel } from './point.ts';

export interface PointImportPlan {
  added: Point[];
  changed: Point[];
  unchanged: number;
  /** Stored points that the list does not name. */
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
  origin: { actor: string; now: Date; fileName: string; remove: boolean },
): Promise<void> {
  const written = [...added, ...changed];
  if (written.length) {
    await PointModel.bulkWrite(
      written.map((point) => ({
        replaceOne: { filter: { _id: point._id }, replacement: point, upsert: true },
      })),
    );
  }
  const gone = origin.remove ? absent.map(({ _id }) => _id) : [];
  if (gone.length) {
    await KioskModel.updateMany({ point: mongoose.trusted({ $in: gone }) }, { $set: { point: null } });
    await PointModel.deleteMany({ _id: mongoose.trusted({ $in: gone }) });
  }
  const detail = {
    file: origin.fileName,
    added: added.length,
    changed: changed.length,
    removed: gone.length,
  };
  await audit({ at: origin.now, actor: origin.actor, action: 'points.import', detail });
}

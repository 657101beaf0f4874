/** Checks where a form says that a kiosk stands: the office must exist, and the point, if given, must belong to it. */
import type { FieldError } from '../http/forms.ts';
import { OfficeModel } from '../offices/office.ts';
import type { Kiosk } from './kiosk.ts';
import { PointModel } from './point.ts';

export async function checkKioskLocation({
  office,
  point,
}: Pick<Kiosk, 'office' | 'point'>): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  if (!(await OfficeModel.exists({ _id: office })))
    errors.push({ field: 'office', message: 'kiosks:errors.office' });
  if (point && !(await PointModel.exists({ _id: point, office })))
    errors.push({ field: 'point', message: 'kiosks:errors.point' });
  return errors;
}

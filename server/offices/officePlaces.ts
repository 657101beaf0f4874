/** Where offices lie and their short names, for maps: read from the offices of today, so that a place given later serves earlier waves too. */
import mongoose from 'mongoose';
import type { Reader } from '../i18n/reader.ts';
import { OfficeModel } from './office.ts';
import { officeName } from './officeName.ts';

export interface PlacedOffice {
  code: string;
  /** «بناب» where the full name is «فرمانداری بناب». */
  shortName: string;
  /** Degrees; null where no place is known. */
  place: { latitude: number; longitude: number } | null;
}

/** By code, for those of the codes that are stored. */
export async function officePlaces(
  codes: readonly string[],
  { lang }: Pick<Reader, 'lang'>,
): Promise<Map<string, PlacedOffice>> {
  const stored = await OfficeModel.find(
    { _id: mongoose.trusted({ $in: [...codes] }) },
    { nameFa: 1, nameEn: 1, shortNameFa: 1, shortNameEn: 1, latitude: 1, longitude: 1 },
  ).lean();
  return new Map(
    stored.map((office) => {
      const { latitude, longitude } = office;
      const short = {
        nameFa: office.shortNameFa ?? office.nameFa,
        nameEn: office.shortNameEn ?? office.nameEn,
      };
      const place = latitude == null || longitude == null ? null : { latitude, longitude };
      return [office._id, { code: office._id, shortName: officeName(short, lang), place }];
    }),
  );
}

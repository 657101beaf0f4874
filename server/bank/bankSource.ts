/**
 * Where dimensions and items come from and under which licence: of shipped instruments `surveys/<id>/bank.json` says it, of all others the
 * page of a dimension. It is told by dimension, since items of one are written or taken together.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose, { Schema } from 'mongoose';
import { z } from 'zod';
import { type Localised, localised } from '../instruments/localised.ts';
import { projectRoot } from '../projectRoot.ts';

const shippedSchema = z.strictObject({ source: localised, licence: localised });

export interface BankSource {
  source: Localised;
  licence: Localised;
}

interface BankNote {
  /** `<instrument>/<dimension>` */
  _id: string;
  source: string;
  licence: string;
  by: string;
  at: Date;
}

export const BankNoteModel = mongoose.model<BankNote>(
  'BankNote',
  new Schema<BankNote>(
    {
      _id: { type: String, required: true },
      source: { type: String, required: true },
      licence: { type: String, required: true },
      by: { type: String, required: true },
      at: { type: Date, required: true },
    },
    { versionKey: false, collection: 'bankNotes' },
  ),
);

export const noteId = (instrument: string, dimension: string) => `${instrument}/${dimension}`;

const shipped = new Map<string, BankSource | null>();

/** Read once; null for an instrument that was written or uploaded here. @throws ZodError for a file with mistakes */
function shippedSource(instrument: string): BankSource | null {
  const known = shipped.get(instrument);
  if (known !== undefined) return known;
  const file = join(projectRoot, 'surveys', instrument, 'bank.json');
  const found = existsSync(file) ? shippedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  shipped.set(instrument, found);
  return found;
}

/** What people wrote stands before what came with the instrument. Null where nobody has said it. */
export async function sourceOf(instrument: string, dimension: string): Promise<BankSource | null> {
  const note = await BankNoteModel.findById(noteId(instrument, dimension)).lean();
  if (!note) return shippedSource(instrument);
  return { source: { fa: note.source }, licence: { fa: note.licence } };
}

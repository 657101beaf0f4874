/** Stores an uploaded instrument file. Everything wrong with it is reported at once, and nothing is stored unless all is right. */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { parsePositionedJson } from '../http/positionedJson.ts';
import { decodedText } from '../tables/reading/decodedText.ts';
import { problemOfUnreadable, UnreadableFile } from '../tables/reading/unreadable.ts';
import { findInstrument } from './catalogue.ts';
import type { Instrument } from './instrument.ts';
import { InstrumentFileError, type InstrumentProblem, parseInstrument } from './readInstrument.ts';
import { StoredInstrumentModel } from './storedInstrument.ts';

export type Upload =
  | { ok: true; instrument: Instrument }
  | { ok: false; problems: readonly InstrumentProblem[] };

/** `store: false` only checks. An id and version that exist already are a problem: versions never change. */
export async function uploadInstrument(
  { name, bytes }: { name: string; bytes: Buffer },
  { actor, now, store }: AuditContext & { store: boolean },
): Promise<Upload> {
  const text = await textOf(name, bytes);
  if (typeof text !== 'string') return { ok: false, problems: [text] };
  const file = { name, text };
  const read = readUpload(file);
  if (!read.ok) return read;
  const { instrument } = read;
  if (await findInstrument(instrument.id, instrument.version)) {
    return { ok: false, problems: [versionTaken(file, instrument)] };
  }
  if (store) {
    await StoredInstrumentModel.create({ _id: `${instrument.id}@${instrument.version}`, instrument });
    const { id, version } = instrument;
    await audit({
      at: now,
      actor,
      action: 'instrument.upload',
      subject: { kind: 'instrument', id },
      detail: { version },
    });
  }
  return { ok: true, instrument };
}

/** The text in whatever encoding it was saved, or what is wrong with it. */
async function textOf(file: string, bytes: Buffer): Promise<string | InstrumentProblem> {
  try {
    return (await decodedText(bytes)).text;
  } catch (error) {
    if (error instanceof UnreadableFile) return { file, ...problemOfUnreadable(error) };
    throw error;
  }
}

function versionTaken(
  { name, text }: { name: string; text: string },
  { id, version }: Instrument,
): InstrumentProblem {
  const position = parsePositionedJson(text).positionOf(['version']);
  return {
    file: name,
    ...position,
    field: 'version',
    message: 'instruments:file.versionTaken',
    values: { id, version },
  };
}

function readUpload({ name, text }: { name: string; text: string }): Upload {
  try {
    return { ok: true, instrument: parseInstrument(text, name) };
  } catch (error) {
    if (error instanceof InstrumentFileError) return { ok: false, problems: error.problems };
    throw error;
  }
}

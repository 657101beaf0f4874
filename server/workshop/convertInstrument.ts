/** An instrument's file in any format that the product knows, read and written: what the command line converts. */
import type { Instrument } from '../instruments/instrument.ts';
import { parseInstrument } from '../instruments/readInstrument.ts';
import { decodedText } from '../tables/reading/decodedText.ts';
import { workbook } from '../tables/xlsx/workbook.ts';
import { readLimesurvey } from './limesurvey/readLimesurvey.ts';
import { limesurveyText } from './limesurvey/writeTsv.ts';
import { type ReadForm, readXlsform } from './xlsform/readXlsform.ts';
import { xlsformSheets } from './xlsform/writeXlsform.ts';

export const instrumentFormats = ['json', 'xlsform', 'limesurvey'] as const;
export type InstrumentFormat = (typeof instrumentFormats)[number];

/**
 * By what the file holds, not by its name. What a foreign form lacks to be an instrument is a problem like any other.
 * @param file in messages
 * @throws InstrumentFileError, NoXlsform, UnreadableFile
 */
export async function readAnyInstrument(bytes: Buffer, file: string): Promise<ReadForm> {
  const start = bytes.toString('latin1', 0, 200);
  if (/^(?:\xef\xbb\xbf)?\s{0,100}\{/.test(start) || /^(?:\xff\xfe|\xfe\xff)\0?\{/.test(start))
    return { content: parseInstrument((await decodedText(bytes)).text, file), passedOver: [] };
  const { content, passedOver } = start.startsWith('PK')
    ? await readXlsform(bytes)
    : await readLimesurvey(bytes);
  return { content: parseInstrument(JSON.stringify(content), file), passedOver };
}

export async function instrumentAs(format: InstrumentFormat, instrument: Instrument): Promise<Buffer> {
  if (format === 'json') return Buffer.from(`${JSON.stringify(instrument, null, 2)}\n`);
  if (format === 'limesurvey') return Buffer.from(limesurveyText(instrument));
  const parts: Buffer[] = [];
  for await (const part of workbook(xlsformSheets(instrument), true)) parts.push(Buffer.from(part as Buffer));
  return Buffer.concat(parts);
}

/** An instrument from whatever file of LimeSurvey it is: the tab-separated structure, or a survey, group or question in XML. */
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import { NoXlsform, type ReadForm } from '../xlsform/readXlsform.ts';
import { readLss } from './readLss.ts';
import { readTsv } from './readTsv.ts';
import { toInstrument } from './toInstrument.ts';

const xmlStart = /^(?:\xef\xbb\xbf)?\s{0,100}</;

/** @throws NoXlsform where it is no such file or nothing in it can be an item, UnreadableFile */
export async function readLimesurvey(bytes: Buffer, fallbackId = 'imported'): Promise<ReadForm> {
  const isXml = xmlStart.test(bytes.toString('latin1', 0, 200));
  const structure = isXml ? readXml(bytes) : await readTsv(bytes);
  if (!structure) throw new NoXlsform('noStructure', '');
  const read = toInstrument(structure, fallbackId);
  if (read) return read;
  throw new NoXlsform('noScale', String(structure.groups.flatMap((one) => one.questions).length));
}

/** LimeSurvey writes XML in UTF-8 alone. */
function readXml(bytes: Buffer) {
  try {
    return readLss(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof TypeError) throw new NoXlsform('brokenXml', '');
    throw error;
  }
}

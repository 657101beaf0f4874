/** The rows of a people list to correct, as a CSV that can be corrected and uploaded again; the last two columns are not read. */
import type { Reader } from '../../i18n/reader.ts';
import type { AddressCipher } from '../../participation/addressCipher.ts';
import type { PeopleList } from '../../participation/peopleList/peopleList.ts';
import type { OpenRow } from '../../participation/peopleList/sealRow.ts';
import { rowsToCorrect } from '../../participation/peopleList/summariseList.ts';
import { csvBody, csvTranslatedHead, type Table } from '../../tables/table.ts';
import { problemText } from './problemText.ts';

const maxRows = 200_000;

export async function restFile(list: PeopleList, cipher: AddressCipher, reader: Reader): Promise<string> {
  const table = restTable(reader);
  return csvTranslatedHead(table, reader) + csvBody(table, await rowsToCorrect(list._id, maxRows, cipher));
}

/** The first three are what was written, whatever the columns of that file were called. */
const restTable = ({ t }: Reader): Table<OpenRow> => ({
  headings: 'peopleList:header',
  columns: [
    { key: 'office', value: ({ written }) => written[0] ?? '' },
    { key: 'channel', value: ({ written }) => written[1] ?? '' },
    { key: 'address', value: ({ written }) => written[2] ?? '' },
    { key: 'row', value: ({ row }) => row },
    { key: 'problem', value: (row) => problemText(row, t) },
  ],
});

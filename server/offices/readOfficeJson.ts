/** The offices of a JSON file: an object with an `offices` array, or the bare array. Other keys are not read. */
import { JsonSyntaxError, parsePlacedJson } from './jsonPlaces.ts';
import { OfficeFileError, type RawOffice } from './officeFile.ts';

/** @throws OfficeFileError when the text is not JSON or holds no array of offices. */
export function readOfficeJson(text: string, fileName: string, arrayName = 'offices'): RawOffice[] {
  const { value, placeOf } = parse(text, fileName);
  const bare = Array.isArray(value);
  const list = bare ? value : (value as Record<string, unknown> | null)?.[arrayName];
  if (!Array.isArray(list)) {
    const problem = { ...placeOf(arrayName), field: arrayName, message: 'offices:file.array', values: {} };
    throw new OfficeFileError(fileName, [problem]);
  }
  return list.map((one: unknown, index) => {
    const path = bare ? `${index}` : `${arrayName}.${index}`;
    return {
      values: (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>,
      placeOf: (field) => placeOf(`${path}.${field}`),
    };
  });
}

function parse(text: string, fileName: string) {
  try {
    return parsePlacedJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { place, expected } = error;
    throw new OfficeFileError(fileName, [
      { ...place, field: '', message: 'offices:file.json', values: { expected } },
    ]);
  }
}

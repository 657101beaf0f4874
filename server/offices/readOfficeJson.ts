/** The offices of a JSON file: an object with an `offices` array, or the bare array. Other keys are not read. */
import { JsonSyntaxError, parsePositionedJson } from '../http/positionedJson.ts';
import { OfficeFileError, type RawOffice } from './officeFile.ts';

/** @throws OfficeFileError when the text is not JSON or holds no array of offices. */
export function readOfficeJson(text: string, fileName: string, arrayName = 'offices'): RawOffice[] {
  const { value, positionOf } = parse(text, fileName);
  const bare = Array.isArray(value);
  const list = bare ? value : (value as Record<string, unknown> | null)?.[arrayName];
  if (!Array.isArray(list)) {
    const problem = {
      ...positionOf([arrayName]),
      field: arrayName,
      message: 'offices:file.array',
      values: {},
    };
    throw new OfficeFileError(fileName, [problem]);
  }
  return list.map((one: unknown, index) => ({
    values: (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>,
    positionOf: (field) => positionOf([...(bare ? [] : [arrayName]), index, field]),
  }));
}

function parse(text: string, fileName: string) {
  try {
    return parsePositionedJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new OfficeFileError(fileName, [error.problem]);
    throw error;
  }
}

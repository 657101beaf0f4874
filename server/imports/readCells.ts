/** Reads one line of a responses file into the bytes of a response: answers as given, before recoding. */
import { clean } from '../i18n/text.ts';
import { hasNoItemAnswer, notAnswered, notApplicable } from '../instruments/answers.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { typedWhole } from '../tables/reading/tidyCell.ts';
import type { Column } from './responseColumns.ts';
import type { ResponseProblem } from './responseFileError.ts';

export interface ReadResponse {
  /** Index of the office in the given list. */
  office: number;
  items: Uint8Array;
  demographics: Uint8Array;
  /** Index of the open question, and the text. */
  openAnswers: { question: number; text: string }[];
  /** No item has an answer on its scale: not a response. */
  isEmpty: boolean;
}

type LineReader = (cells: readonly string[]) => {
  response: ReadResponse;
  problems: Omit<ResponseProblem, 'line'>[];
};

const emptyCells = new Set(['', 'NA']);

/** Value of a cell by what may stand in it; with digits of any script, nothing invisible and no decimals when it is none of these as it is. */
function lookup<T>(values: ReadonlyMap<string, T>, cell: string): T | undefined {
  return values.get(cell) ?? values.get(typedWhole(cell));
}

function answersOf(points: number): Map<string, number> {
  const values = new Map<string, number>([['notApplicable', notApplicable]]);
  for (let answer = 1; answer <= points; answer += 1) values.set(String(answer), answer);
  return values;
}

/** The allowed values of a file's cells. */
interface Allowed {
  questionnaire: Questionnaire;
  offices: ReadonlyMap<string, number>;
  items: ReadonlyMap<string, number>[];
  options: ReadonlyMap<string, number>[];
}

function allowedIn(questionnaire: Questionnaire, officeCodes: readonly string[]): Allowed {
  return {
    questionnaire,
    offices: new Map(officeCodes.map((code, position) => [code, position])),
    items: questionnaire.items.map(({ points }) => answersOf(points)),
    options: questionnaire.demographics.map(
      ({ options }) => new Map(options.map(({ id }, position) => [id, position + 1])),
    ),
  };
}

/** Makes a reader of lines with these columns. */
export function cellReader(
  questionnaire: Questionnaire,
  officeCodes: readonly string[],
  columns: readonly (Column | null)[],
): LineReader {
  const allowed = allowedIn(questionnaire, officeCodes);
  return (cells) => {
    const response: ReadResponse = {
      office: -1,
      items: new Uint8Array(allowed.items.length),
      demographics: new Uint8Array(allowed.options.length),
      openAnswers: [],
      isEmpty: false,
    };
    const problems: Omit<ResponseProblem, 'line'>[] = [];
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index] ?? null;
      const cell = cells[index] ?? '';
      const expected = column ? readCell(cell, column, response, allowed) : withoutHeading(cell);
      if (expected)
        problems.push({
          column: index + 1,
          name: nameOf(column, questionnaire),
          expected: `${expected}, found "${shortened(cell)}"`,
        });
    }
    response.isEmpty = hasNoItemAnswer(response.items);
    return { response, problems };
  };
}

const withoutHeading = (cell: string) => (cell ? 'expected nothing in a column without a heading' : null);

function nameOf(column: Column | null, { items, demographics, openQuestions }: Questionnaire): string {
  if (!column) return '';
  if (column.kind === 'office') return 'office';
  const list = { item: items, demographic: demographics, open: openQuestions };
  return list[column.kind][column.position]!.id;
}

/** Writes the cell into the response, or returns what was expected. */
function readCell(cell: string, column: Column, response: ReadResponse, allowed: Allowed): string | null {
  if (column.kind === 'office') {
    response.office = lookup(allowed.offices, cell) ?? -1;
    return response.office < 0 ? 'expected the code of an office of the offices file' : null;
  }
  if (emptyCells.has(cell)) return null;
  const { position } = column;
  const { questionnaire } = allowed;
  if (column.kind === 'open')
    return readText(cell, position, questionnaire.openQuestions[position]!.maxLength, response);
  const values = column.kind === 'item' ? allowed.items[position]! : allowed.options[position]!;
  const byte = lookup(values, cell);
  const target = column.kind === 'item' ? response.items : response.demographics;
  target[position] = byte ?? notAnswered;
  if (byte !== undefined) return null;
  if (column.kind === 'item')
    return `expected 1 to ${questionnaire.items[position]!.points}, NA, notApplicable or nothing`;
  return `expected ${[...values.keys()].join(', ')}, NA or nothing`;
}

function readText(cell: string, question: number, maxLength: number, response: ReadResponse): string | null {
  const text = clean(cell);
  if (text.length > maxLength) return `expected at most ${maxLength} characters`;
  if (text) response.openAnswers.push({ question, text });
  return null;
}

function shortened(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}

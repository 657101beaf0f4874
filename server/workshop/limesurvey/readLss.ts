/**
 * The XML files of LimeSurvey as the same rows. Texts stand in the rows themselves (up to version 3) or, by language, in tables beside them
 * (from version 4).
 */
import { type LimeRow, limeReader } from './limeReader.ts';
import type { LimeStructure } from './limeStructure.ts';
import { type XmlRow, type XmlTables, xmlTables } from './xmlTables.ts';

/** More than anybody translates into. */
const maxLanguages = 30;

const field = ({ fields }: XmlRow, name: string) => fields.get(name)?.trim() ?? '';

/** Tables that say what is asked; the rows of any other are listed. */
const known = new Set([
  'surveys',
  'surveys_languagesettings',
  'groups',
  'group_l10ns',
  'questions',
  'subquestions',
  'question_l10ns',
  'answers',
  'answer_l10ns',
  'question_attributes',
]);

/** Null where the text is no file of LimeSurvey. @throws UnreadableFile */
export function readLss(text: string): LimeStructure | null {
  const tables = xmlTables(text);
  if (!tables) return null;
  const { add, structure } = limeReader({
    group: 'groups',
    question: 'questions',
    row: 'subquestions',
    answer: 'answers',
  });
  const languages = languagesOf(tables);
  for (const row of settingRows(tables)) add(row);
  for (const language of languages.slice(0, maxLanguages))
    for (const row of rowsIn(tables, language)) add(row);
  for (const found of languages.slice(maxLanguages))
    structure.passedOver.push({ sheet: 'languages', row: 1, reason: 'language', found });
  for (const [table, rows] of tables)
    if (!known.has(table))
      for (const row of rows) {
        const found = [table, ...[...row.fields.values()].slice(0, 3)].join(' ').slice(0, 80);
        structure.passedOver.push({ sheet: table, row: row.line, reason: 'rowKind', found });
      }
  return structure;
}

/** The survey's own first. */
function languagesOf(tables: XmlTables): string[] {
  const told = (tables.get('surveys') ?? []).map((row) => field(row, 'language'));
  const used = ['group_l10ns', 'question_l10ns', 'groups', 'questions', 'surveys_languagesettings'].flatMap(
    (table) =>
      (tables.get(table) ?? []).map((row) => field(row, 'language') || field(row, 'surveyls_language')),
  );
  const found = [...new Set([...told, ...used])].filter(Boolean);
  return found.length > 0 ? found : [''];
}

function settingRows(tables: XmlTables): LimeRow[] {
  const rowsOf = (table: string, kind: 'S' | 'SL') =>
    (tables.get(table) ?? []).flatMap((row) =>
      [...row.fields].map(([name, value]): LimeRow => {
        const language = kind === 'SL' ? field(row, 'surveyls_language') : '';
        return { line: row.line, sheet: table, kind, name, text: value.trim(), language };
      }),
    );
  return [...rowsOf('surveys', 'S'), ...rowsOf('surveys_languagesettings', 'SL')];
}

interface Entry {
  row: XmlRow;
  /** Texts of the language: in the row, or beside it. */
  texts: XmlRow | null;
}

/** The rows of a table, in their order, each once and with its texts in one language. */
function entries(
  tables: XmlTables,
  [table, beside, key, order]: readonly string[],
  language: string,
): Entry[] {
  const texts = new Map<string, XmlRow>();
  for (const row of tables.get(beside!) ?? [])
    if (field(row, 'language') === language) texts.set(field(row, key!), row);
  const rows = (tables.get(table!) ?? []).filter((row) => {
    const own = field(row, 'language');
    return own === '' || own === language;
  });
  return rows
    .sort((a, b) => Number(field(a, order!)) - Number(field(b, order!)))
    .map((row) => ({
      row,
      texts: row.fields.has('language') || !tables.has(beside!) ? row : (texts.get(field(row, key!)) ?? null),
    }));
}

const tablesOf = {
  groups: ['groups', 'group_l10ns', 'gid', 'group_order'],
  questions: ['questions', 'question_l10ns', 'qid', 'question_order'],
  subquestions: ['subquestions', 'question_l10ns', 'qid', 'question_order'],
  answers: ['answers', 'answer_l10ns', 'aid', 'sortorder'],
} as const;

/** Everything in one language: each group with its questions, each question with its rows and answers. */
function rowsIn(tables: XmlTables, language: string): LimeRow[] {
  const groups = entries(tables, tablesOf.groups, language);
  const questions = entries(tables, tablesOf.questions, language);
  const rows = [...entries(tables, tablesOf.subquestions, language), ...questions];
  const rowsOf = byField(rows, 'parent_qid');
  const answersOf = byField(entries(tables, tablesOf.answers, language), 'qid');
  const attributes = attributesOf(tables);
  const codes = new Map(questions.map(({ row }) => [field(row, 'qid'), field(row, 'title')]));
  const top = questions.filter(({ row }) => ['', '0'].includes(field(row, 'parent_qid')));
  const rowOf = ({ row }: Entry, sheet: string, kind: string): LimeRow => ({
    ...{ line: row.line, sheet, kind, language, name: field(row, 'title'), text: '' },
    relevance: byCode(field(row, 'relevance'), codes),
    mandatory: field(row, 'mandatory'),
    other: field(row, 'other'),
    validation: field(row, 'preg'),
  });
  const textIn = ({ texts }: Entry, name: string) => (texts ? field(texts, name) : '');
  const questionRows = (entry: Entry): LimeRow[] => {
    const qid = field(entry.row, 'qid');
    const { maxChars = '', more = [] } = attributes.get(qid) ?? {};
    return [
      {
        ...rowOf(entry, 'questions', 'Q'),
        ...{ type: field(entry.row, 'type'), maxChars, more },
        ...{ text: textIn(entry, 'question'), help: textIn(entry, 'help') },
      },
      ...(rowsOf.get(qid) ?? []).map((one) => ({
        ...rowOf(one, 'subquestions', 'SQ'),
        ...{ type: field(one.row, 'scale_id'), text: textIn(one, 'question') },
      })),
      ...(answersOf.get(qid) ?? []).map((one) => ({
        ...rowOf(one, 'answers', 'A'),
        ...{ name: field(one.row, 'code'), type: field(one.row, 'scale_id'), text: textIn(one, 'answer') },
        assessment: field(one.row, 'assessment_value'),
      })),
    ];
  };
  const questionsOf = byField(top, 'gid');
  const placed = new Set(groups.map(({ row }) => field(row, 'gid')));
  return [
    ...top.filter(({ row }) => !placed.has(field(row, 'gid'))).flatMap(questionRows),
    ...groups.flatMap((group) => [
      {
        ...rowOf(group, 'groups', 'G'),
        ...{ id: field(group.row, 'gid'), relevance: byCode(field(group.row, 'grelevance'), codes) },
        more: field(group.row, 'randomization_group') ? ['randomization_group'] : [],
        ...{ name: textIn(group, 'group_name'), text: textIn(group, 'description') },
      },
      ...(questionsOf.get(field(group.row, 'gid')) ?? []).flatMap(questionRows),
    ]),
  ];
}

/** Conditions of old surveys name a question by numbers, `245554X2X5`; the last is its own. */
const byCode = (relevance: string, codes: ReadonlyMap<string, string>): string =>
  relevance.replace(/\b\d{1,9}X\d{1,9}X(\d{1,9})\b/g, (whole, qid: string) => codes.get(qid) || whole);

function byField(all: readonly Entry[], name: string): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of all) {
    const key = field(entry.row, name);
    const known = found.get(key);
    if (known) known.push(entry);
    else found.set(key, [entry]);
  }
  return found;
}

/** Attributes of questions: the length of a text, and the names of all that are set besides. */
function attributesOf(tables: XmlTables): Map<string, { maxChars: string; more: string[] }> {
  const found = new Map<string, { maxChars: string; more: string[] }>();
  for (const row of tables.get('question_attributes') ?? []) {
    const [name, value] = [field(row, 'attribute'), field(row, 'value')];
    const known = found.get(field(row, 'qid')) ?? { maxChars: '', more: [] };
    if (name === 'maximum_chars') known.maxChars = value;
    else if (value && !known.more.includes(name)) known.more.push(name);
    found.set(field(row, 'qid'), known);
  }
  return found;
}

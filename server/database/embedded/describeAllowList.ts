// The allow-list as a page of documentation, made from the lists that the code itself checks against.
import {
  accumulators,
  commandFields,
  deleteFields,
  filterOperators,
  indexFields,
  stages,
  updateFields,
} from './allowList.ts';
import { updateOperators } from './update/operators.ts';

const list = (names: string[]): string => names.map((name) => `\`${name}\``).join(' ');

/** Markdown that says what the embedded store takes; everything else is refused by name. */
export function describeAllowList(): string {
  const commands = Object.entries(commandFields).map(([name, fields]) => {
    const shown = fields === null ? 'any field' : fields.length > 0 ? list(fields) : 'no fields of its own';
    return `- \`${name}\`: ${shown}`;
  });
  return [
    'The embedded store takes exactly this; everything else fails with the error code of MongoDB and a sentence that names it.',
    '',
    'Commands and their fields:',
    ...commands,
    '',
    `- Filter operators: ${list(filterOperators)}`,
    `- Update operators: ${list(Object.keys(updateOperators))} (with \`$each\` in \`$push\` and \`$addToSet\`), or a whole replacement`,
    `- Fields of an update statement: ${list(updateFields)}; of a delete statement: ${list(deleteFields)} (no array filters)`,
    `- Aggregation stages: ${list(stages)}`,
    `- Accumulators of \`$group\`: ${list(accumulators)}`,
    '- Expressions: field paths, constants and documents of these; no operators',
    `- Index options: ${list(indexFields)}; keys ascending or descending`,
    '- Projections: inclusion and exclusion of dotted paths',
    '- Not taken: transactions, collation, regular expressions, positional updates, array filters, pipelines in updates, `Decimal128`, change streams',
    '',
  ].join('\n');
}

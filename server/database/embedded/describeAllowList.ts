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
import { takenTypes } from './wire/checkBson.ts';

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');

/** Markdown that says what the embedded store takes; everything else is refused by name. */
export function describeAllowList(): string {
  const commands = Object.entries(commandFields).map(([name, fields]) => {
    const shown = fields === null ? 'any field' : fields.length > 0 ? list(fields) : 'no fields of its own';
    return `- \`${name}\`: ${shown}`;
  });
  return `The embedded store takes exactly this; everything else fails with the error code of MongoDB and a sentence that names it.

Commands and their fields:
${commands.join('\n')}

- Filter operators: ${list(filterOperators)}
- Update operators: ${list(Object.keys(updateOperators))}, each with a plain value, or a whole replacement
- Fields of an update statement: ${list(updateFields)}; of a delete statement: ${list(deleteFields)}
- Aggregation stages: ${list(stages)}
- Accumulators of \`$group\`: ${list(accumulators)}
- Expressions: field paths, constants and documents of these; no operators
- Index options: ${list(indexFields)}; keys ascending or descending
- Projections: inclusion and exclusion of top-level fields
- BSON types: ${list(Object.values(takenTypes))}
- Not taken: transactions, collation, regular expressions, positions in arrays, array filters, pipelines in updates, change streams
`;
}

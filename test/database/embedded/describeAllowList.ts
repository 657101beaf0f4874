// The allow-list as a page of documentation, made from the lists that the code itself checks against.
import {
  accumulators,
  deleteFields,
  filterOperators,
  indexFields,
  stages,
  updateFields,
} from '../../../server/database/embedded/allowList.ts';
import { commands } from '../../../server/database/embedded/commands/registry.ts';
import { updateOperators } from '../../../server/database/embedded/update/operators.ts';
import { takenTypes } from '../../../server/database/embedded/wire/checkBson.ts';

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');

/** Markdown that says what the embedded store takes; everything else is refused by name. */
export function describeAllowList(): string {
  const lines = Object.entries(commands).map(([name, [, fields]]) => {
    const shown = fields === null ? 'any field' : fields.length > 0 ? list(fields) : 'no fields of its own';
    return `- \`${name}\`: ${shown}`;
  });
  return `The embedded store takes exactly this; everything else fails with the error code of MongoDB and a sentence that names it.

Commands and their fields:
${lines.join('\n')}

- Filter operators: ${list(filterOperators)}
- Update operators: ${list(Object.keys(updateOperators))}, each with a plain value, or a whole replacement
- Fields of an update statement: ${list(updateFields)}; of a delete statement: ${list(deleteFields)}
- Aggregation stages, in this order, each at most once but the first: ${list(stages)}
- Of \`$group\`: an \`_id\` of field paths, constants and documents of these; ${list(accumulators)} of a whole number
- Index options: ${list(indexFields)}; keys ascending or descending
- Projections: inclusion and exclusion of top-level fields
- BSON types: ${list(Object.values(takenTypes))}
- Not taken: transactions, collation, regular expressions, positions in arrays, array filters, pipelines in updates, change streams
`;
}

/**
 * The store's contract: everything that the product sends to its database. Whatever else a test run sees is an error of that run
 * (`rootHooks.ts`), `test/database/contract.test.ts` tries each entry on any server, and server/database/README.md shows the list.
 */
import { type Kind, kinds, type Sent } from './sentCommands.ts';

const words = (list: string): string[] => list.split(' ');
const fields = (command: string, list: string): string[] => [
  command,
  ...words(list).map((field) => `${command}.${field}`),
];

export const contract: Record<Kind, readonly string[]> = {
  'commands and fields': [
    ...fields('aggregate', 'pipeline cursor'),
    'count',
    'create',
    'create.clusteredIndex',
    ...fields('createIndexes', 'indexes'),
    ...fields('delete', 'deletes ordered'),
    'drop',
    ...fields('find', 'filter sort projection skip limit singleBatch batchSize hint'),
    ...fields('findAndModify', 'query update new remove upsert'),
    ...fields('getMore', 'collection batchSize'),
    ...fields('insert', 'documents ordered'),
    ...fields('killCursors', 'cursors'),
    ...fields('listCollections', 'filter cursor nameOnly authorizedCollections'),
    ...fields('listIndexes', 'cursor'),
    ...fields('update', 'updates ordered'),
  ],
  'filter operators': words('$eq $exists $gt $gte $in $lt $lte $ne $or'),
  'update operators': words('$addToSet $inc $pull $push $set $setOnInsert $unset replacement'),
  'update statements': words('multi upsert'),
  'delete statements': words('all one'),
  stages: words('$group $match'),
  'group expressions': ['$sum of a number'],
  'index options': words('expireAfterSeconds unique'),
  'index directions': ['1'],
  'write concerns': ['{"j":true,"w":"majority","wtimeout":10000}'],
  'read concerns': ['majority'],
};

/** A command of the embedded store alone, which others refuse by name; and what tests ask besides. */
const apart = new Set(['eraseDeleted', 'explain', 'dropDatabase']);

/** Entries of what was sent that the contract does not have. */
export function beyondContract(sent: Sent): string[] {
  return kinds.flatMap((kind) =>
    [...sent[kind]]
      .filter((entry) => !contract[kind].includes(entry) && !apart.has(entry.split('.')[0] ?? ''))
      .map((entry) => `${kind}: ${entry}`),
  );
}

/** Entries of the contract that were not sent. */
export const missingFrom = (sent: Sent): string[] =>
  kinds.flatMap((kind) =>
    contract[kind].filter((entry) => !sent[kind].has(entry)).map((entry) => `${kind}: ${entry}`),
  );

/** The list as Markdown. */
export function describeContract(): string {
  const code = (list: readonly string[]) =>
    list.map((entry) => (/\s/.test(entry) && !entry.startsWith('{') ? entry : `\`${entry}\``)).join(', ');
  const commands = contract['commands and fields']
    .filter((entry) => !entry.includes('.'))
    .map((name) => {
      const own = contract['commands and fields']
        .filter((entry) => entry.startsWith(`${name}.`))
        .map((entry) => entry.slice(name.length + 1));
      return `| \`${name}\` | ${own.length > 0 ? code(own) : '–'} |`;
    });
  const others = kinds
    .filter((kind) => kind !== 'commands and fields')
    .map((kind) => `| ${kind} | ${code(contract[kind])} |`);
  return `| command | fields |\n|---|---|\n${commands.join('\n')}\n\n| kind | exactly these |\n|---|---|\n${others.join('\n')}\n`;
}

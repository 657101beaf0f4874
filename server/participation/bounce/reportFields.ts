/** The fields of a delivery report: a group about the message, then one for each recipient, which not all servers part by blank lines. */

/** By name in small letters. */
export type Fields = Map<string, string>;

/** These name a recipient; a group that has one of them and an action is whole. */
const namesOfRecipient = ['original-recipient', 'final-recipient'];

/** Groups of `Name: value` lines; continued lines are joined. */
export function fieldGroups(text: string): Fields[] {
  const groups: Fields[] = [new Map()];
  for (const line of linesOf(text)) {
    const [name, value] = fieldOf(line);
    const group = groups.at(-1)!;
    const isWhole = group.has('action') && namesOfRecipient.some((one) => group.has(one));
    const isNext = isWhole && namesOfRecipient.includes(name);
    if (line === '' || group.has(name) || isNext) groups.push(new Map());
    if (name) groups.at(-1)!.set(name, value);
  }
  return groups.filter(({ size }) => size > 0);
}

/** Whatever the line breaks; an empty line stays, a line that begins with a space goes on with the one before. */
function linesOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t]+$/gm, '')
    .replace(/\n[ \t]+(?=\S)/g, ' ')
    .split('\n');
}

function fieldOf(line: string): [string, string] {
  const [name = '', ...rest] = line.split(':');
  return [name.trim().toLowerCase(), rest.join(':').trim()];
}

/** JSON with places: where each value stands in the text, so that a wrong value is named by line and column, not only by path. */

export type Place = { line: number; column: number };
export type JsonPath = readonly PropertyKey[];

export class JsonSyntaxError extends Error {
  constructor(
    readonly place: Place,
    readonly expected: string,
  ) {
    super(`line ${place.line}, column ${place.column}: expected ${expected}`);
    this.name = 'JsonSyntaxError';
  }
}

/** A path as people write it: `dimensions[0].items[2].text.fa`. */
export function pathText(path: JsonPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

const space = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them unescaped
const stringToken = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const literalToken = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const deepest = 200;

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

class Scanner {
  /** Where in the text each value begins, by its path. */
  readonly starts = new Map<string, number>();
  readonly repeated: JsonPath[] = [];
  private at = 0;

  constructor(private readonly text: string) {
    this.value([]);
    this.skip();
    if (this.at < text.length) this.fail('the end of the file');
  }

  private fail(expected: string): never {
    throw new JsonSyntaxError(placeAt(this.text, this.at), expected);
  }

  private take(token: RegExp): string | null {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  private skip() {
    this.take(space);
  }

  private takeMark(mark: string): boolean {
    this.skip();
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private value(path: JsonPath) {
    this.skip();
    if (path.length > deepest) this.fail('less deep nesting');
    this.starts.set(pathText(path), this.at);
    if (this.takeMark('{')) this.members('}', () => this.property(path));
    else if (this.takeMark('[')) this.members(']', (index) => this.value([...path, index]));
    else if (this.take(stringToken) === null && this.take(literalToken) === null) this.fail('a JSON value');
  }

  private members(end: string, member: (index: number) => void) {
    if (this.takeMark(end)) return;
    for (let index = 0; ; index += 1) {
      member(index);
      if (this.takeMark(end)) return;
      if (!this.takeMark(',')) this.fail(`"," or "${end}"`);
    }
  }

  private property(path: JsonPath) {
    this.skip();
    const name = this.take(stringToken) ?? this.fail('a name in double quotes');
    const own = [...path, JSON.parse(name) as string];
    if (this.starts.has(pathText(own))) this.repeated.push(own);
    if (!this.takeMark(':')) this.fail('":"');
    this.value(own);
  }
}

/**
 * Reads JSON text (a BOM is allowed). `placeOf` gives the place of a value, or of the nearest thing around it;
 * `repeated` are names given twice in one object, of which JSON would silently keep the last.
 * @throws JsonSyntaxError with the place and what was expected there
 */
export function readJson(source: string) {
  const text = source.replace(/^\ufeff/, '');
  const { starts, repeated } = new Scanner(text);
  const startOf = (path: JsonPath): number => starts.get(pathText(path)) ?? startOf(path.slice(0, -1));
  const placeOf = (path: JsonPath) => placeAt(text, startOf(path));
  return { value: JSON.parse(text) as unknown, placeOf, repeated };
}

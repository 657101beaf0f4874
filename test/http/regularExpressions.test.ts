/**
 * Regular expressions over what people send take time in proportion to it: each of the server is tried with long texts made of what it
 * looks for, at two lengths, and none may take four times as long squared. Found one by one in the syntax tree, so that none is forgotten.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { transformSync } from 'esbuild';
import { projectRoot } from '../../server/projectRoot.ts';

/** Addresses of the environment, which the operator sets. */
const trusted = 'environmentAddresses.ts';

const times = 4;
/** What is quicker than this at the greater length cannot be told from chance, and harms nobody. */
const unnoticedMs = 40;

interface Found {
  file: string;
  expression: RegExp;
}

function expressionsIn(file: string): Found[] {
  const { code } = transformSync(readFileSync(join(projectRoot, 'server', file), 'utf8'), {
    loader: 'ts',
    target: 'es2024',
  });
  const found: Found[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, regex } = node as Node & { regex?: { pattern: string; flags: string } };
    if (type === 'Literal' && regex)
      found.push({ file, expression: new RegExp(regex.pattern, regex.flags.replace(/g/g, '')) });
    else for (const child of Object.values(node)) visit(child);
  };
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}

/** Plain letters, and what stands in the expression itself. */
function unitsOf({ source }: RegExp): string[] {
  const own = source
    .replace(/\\[pPbBdDsSwW]\{?\w*\}?|[[\](){}?*+|^$\\]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  return [
    ...new Set([
      ' ',
      '0',
      'a',
      'ا',
      '"',
      '[',
      '\0',
      ' \t',
      'a ',
      '[\n',
      ...own.flatMap((one) => [one, one[0] ?? '']),
    ]),
  ];
}

function millisecondsOf(expression: RegExp, text: string): number {
  const began = performance.now();
  expression.test(text);
  return performance.now() - began;
}

const textOf = (unit: string, length: number) => `${unit.repeat(Math.ceil(length / unit.length))}\0\n`;

/** Of the shorter text: from one at which even a cube of it ends soon. */
const lengths = [500, 2500, 10_000];

const isQuadratic = (expression: RegExp, unit: string) =>
  lengths.some((length) => isSlower(expression, unit, length));

function isSlower(expression: RegExp, unit: string, length: number): boolean {
  const long = textOf(unit, length * times);
  if (millisecondsOf(expression, long) < unnoticedMs) return false;
  const ratio = () =>
    millisecondsOf(expression, long) / Math.max(0.01, millisecondsOf(expression, textOf(unit, length)));
  return [1, 2, 3].every(() => ratio() > times * 2);
}

describe('regular expressions', function () {
  this.timeout(120_000);

  it('would be found if they were not linear', () => {
    assert.ok(isQuadratic(/ *\n */, ' ') && !isQuadratic(/ ?\n ?/, ' '));
    assert.ok(isQuadratic(/(\p{L}{2,}) (ها)/u, 'ا'));
  });

  it('take no more than their share of time for a longer text', () => {
    const files = readdirSync(join(projectRoot, 'server'), { recursive: true, encoding: 'utf8' });
    const found = files.filter((file) => file.endsWith('.ts') && file !== trusted).flatMap(expressionsIn);
    assert.ok(found.length > 150, `${found.length}`);
    const slow = found.flatMap(({ file, expression }) =>
      unitsOf(expression)
        .filter((unit) => isQuadratic(expression, unit))
        .map((unit) => `${file}: ${expression} with ${JSON.stringify(unit)}`),
    );
    assert.deepEqual(slow, []);
  });
});

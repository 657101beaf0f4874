/**
 * A style sheet as a tree: rules `{ head, parts }` and lines `{ line }` in their order. It reads what esbuild has written: no comments, and
 * only what it cannot lower still nested. No package: those that know all of CSS are larger than the build.
 */

/** @returns {({ head: string, parts: object[] } | { line: string })[]} */
export function readSheet(css) {
  const root = { head: '', parts: [] };
  const open = [root];
  let from = 0;
  const take = (at) => {
    const text = css.slice(from, at).trim();
    from = at + 1;
    return text;
  };
  for (const [at, mark] of marksOf(css)) {
    const text = take(at);
    if (mark === '{') {
      const rule = { head: text, parts: [] };
      open[open.length - 1].parts.push(rule);
      open.push(rule);
      continue;
    }
    if (text) open[open.length - 1].parts.push({ line: text });
    if (mark === '}') open.pop();
  }
  return root.parts;
}

/** Braces and semicolons outside of strings and brackets. */
function* marksOf(css) {
  let [quote, depth] = ['', 0];
  for (let at = 0; at < css.length; at += 1) {
    const letter = css[at];
    if (letter === '\\') at += 1;
    else if (quote) quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '(' || letter === ')') depth += letter === '(' ? 1 : -1;
    else if (depth === 0 && (letter === '{' || letter === '}' || letter === ';')) yield [at, letter];
  }
}

export function writeSheet(parts) {
  return parts
    .map((part, at) => {
      if (part.line === undefined) return `${part.head}{${writeSheet(part.parts)}}`;
      return at === parts.length - 1 ? part.line : `${part.line};`;
    })
    .join('');
}

/** The selectors of a list, or the parts of a value, at commas outside of brackets. */
export function splitAtCommas(text) {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

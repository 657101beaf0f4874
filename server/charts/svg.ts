/**
 * Writes SVG as text. Charts are fluid: x positions are percentages of the cell's width while marks keep their size,
 * so one drawing serves a phone and a desk. Only classes and presentation attributes: the content security policy blocks inline styles.
 */
export type Attributes = Record<string, string | number | undefined>;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
}

/** `element('rect', { x: 4 })` → `<rect x="4"/>`; undefined attributes are left out, children are SVG already. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escapeText(String(value))}"`,
    )
    .join('');
  return children.length > 0 ? `<${name}${written}>${children.join('')}</${name}>` : `<${name}${written}/>`;
}

/** Puts a mark of fixed size at a fluid position; its own coordinates start at (0, 0). */
export function placeAt(x: string, y: number, mark: string): string {
  return element('svg', { x, y, overflow: 'visible' }, mark);
}

/** The rhombic pen dot, `size` pixels across. */
export function rhombus(size: number, className: string): string {
  const r = size / 2;
  return element('path', { class: className, d: `M0 ${-r}L${r} 0L0 ${r}L${-r} 0Z` });
}

/** A drawing that fills its cell; `label` is read to those who do not see it, without it the drawing is decoration. */
export function drawing(
  height: number,
  className: string,
  label: string | undefined,
  ...children: string[]
): string {
  const reading = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return element('svg', { class: `chart ${className}`, width: '100%', height, ...reading }, ...children);
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

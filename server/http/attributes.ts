/** Attributes of an HTML element as text, escaped; what is empty or false is left out, `true` is written as the name alone. */
import ejs from 'ejs';

export type AttributeValues = Record<string, string | number | boolean | null | undefined>;

/** `attributes({ id: 'all', checked: true, class: '' })` → ` id="all" checked`, with the space that parts it from what stands before. */
export function attributes(values: AttributeValues): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '')
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${ejs.escapeXML(String(value))}"`))
    .join('');
}

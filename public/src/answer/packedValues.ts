/**
 * A draft's answers in few bytes: one byte for each choice of the questionnaire in its order (0 none, else the option's
 * position plus 1), then what was written in the person's own words. The order is that of the page's template, which is the
 * same for everyone and in every language.
 */
import { find } from './clientData.ts';

const maxTextBytes = 400;
const selector = 'input[type="radio"], select';

/** Names of the choices, each with the values of its options. */
function choices(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const { content } = find<HTMLTemplateElement>('#questionnaire');
  for (const field of content.querySelectorAll<HTMLInputElement | HTMLSelectElement>(selector)) {
    const values = 'options' in field ? [...field.options].map(({ value }) => value) : [field.value];
    if (/^[idl]\./.test(field.name)) found.set(field.name, [...(found.get(field.name) ?? []), ...values]);
  }
  return found;
}

export function packValues(values: Record<string, string>) {
  const chosen = [...choices()].map(([name, options]) => options.indexOf(values[name] ?? '\0') + 1);
  const texts = Object.entries(values).filter(([name]) => name.startsWith('o.'));
  const written = new TextEncoder().encode(texts.length > 0 ? JSON.stringify(texts) : '');
  const omitsTexts = written.length > maxTextBytes;
  return { bytes: Uint8Array.from([...chosen, ...(omitsTexts ? [] : written)]), omitsTexts };
}

export function unpackValues(bytes: Uint8Array): Record<string, string> {
  const all = [...choices()];
  const chosen = all.flatMap(([name, options], at) => {
    const value = options[(bytes[at] ?? 0) - 1];
    return value ? [[name, value]] : [];
  });
  const written = new TextDecoder().decode(bytes.slice(all.length));
  return Object.fromEntries([...chosen, ...(written ? JSON.parse(written) : [])]);
}

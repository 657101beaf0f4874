/** Reads the answers out of the form, by field name, and writes them back into it. */
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLElement) =>
  [...form.querySelectorAll<Field>('input, select, textarea')].filter(({ name }) => /^[idol]\./.test(name));
const isRadio = (field: Field): field is HTMLInputElement => field.type === 'radio';

/** Fields that are not asked (hidden by an earlier answer) do not count. */
export function readValues(form: HTMLElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    const asked = !field.closest('.field[hidden]');
    const chosen = isRadio(field) ? field.checked : field.value.trim() !== '';
    if (asked && chosen) values[field.name] = field.value;
  }
  return values;
}

/** Fills all fields but the one in which the person is typing. */
export function writeValues(form: HTMLElement, values: Record<string, string>): void {
  for (const field of fieldsOf(form)) {
    const value = values[field.name] ?? '';
    if (isRadio(field)) field.checked = field.value === value;
    else if (field !== document.activeElement) field.value = value;
  }
}

/** Whether at least one statement has an answer on its scale. */
export function hasAnswer(values: Record<string, string>): boolean {
  return Object.entries(values).some(([name, value]) => name.startsWith('i.') && value !== 'na');
}

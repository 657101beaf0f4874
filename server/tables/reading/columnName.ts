/** The letters that spreadsheets name columns by: 0 → A, 25 → Z, 26 → AA. */
export function columnName(position: number): string {
  const last = String.fromCharCode(65 + (position % 26));
  return position < 26 ? last : columnName(Math.floor(position / 26) - 1) + last;
}

/** The position of a cell such as `AB12`, or null where it names no column. */
export function columnPosition(cell: string): number | null {
  let position = 0;
  let at = 0;
  for (; at < cell.length && at < 4; at += 1) {
    const letter = cell.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    position = position * 26 + letter;
  }
  return at === 0 ? null : position - 1;
}

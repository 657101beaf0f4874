/** What a zip file says beside its contents: when, by whom and on which machine its parts were made. */

/** 1 January 2000, midnight, as zip files write days: the same for every part that the product packs. */
const always = '0 10273';

/** In words, every trace; none for a file that is the same whoever packs it, wherever and whenever. */
export function zipTraces(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const found: string[] = [];
  const holdsMore = end + 22 + zip.readUInt16LE(end + 20) !== zip.length || zip.readUInt16LE(end + 20) > 0;
  if (holdsMore) found.push('a comment of the file, or bytes behind its end');
  const makers = new Set<string>();
  let next = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const at = next;
    const [name, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    const local = zip.readUInt32LE(at + 42);
    const time = [12, 14].map((place) => zip.readUInt16LE(at + place)).join(' ');
    const localTime = [10, 12].map((place) => zip.readUInt16LE(local + place)).join(' ');
    if (time !== always || localTime !== always) found.push(`${path}: a time`);
    // Further fields hold the owner's numbers on the machine, and times to the second in its zone.
    if (extra > 0 || zip.readUInt16LE(local + 28) > 0) found.push(`${path}: further fields`);
    if (comment > 0) found.push(`${path}: a comment`);
    makers.add(`${zip.readUInt16LE(at + 4)} ${zip.readUInt32LE(at + 38)}`);
    next = at + 46 + name + extra + comment;
  }
  if (makers.size !== 1) found.push(`${makers.size} kinds of makers and rights`);
  return found;
}

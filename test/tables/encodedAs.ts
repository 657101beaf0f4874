/** Texts as spreadsheets encode them: by the name of the encoding, and how it is marked. */

const table = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    new TextDecoder('windows-1256').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

/** As Windows writes Persian in its Arabic code page: letters that it lacks become those nearest to them, Persian digits become ASCII. */
export function windows1256(text: string): Buffer {
  const nearest = text.replaceAll('ی', 'ي').replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  return Buffer.from([...nearest].map((letter) => table.get(letter) ?? 0x3f));
}

export function encodedAs(text: string): Record<string, Buffer> {
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  const marked = Buffer.from(`\ufeff${text}`, 'utf16le');
  const unmarked = Buffer.from(text, 'utf16le');
  return {
    'utf-8': Buffer.from(text),
    'utf-8 marked': Buffer.from(`\ufeff${text}`),
    'utf-16le': unmarked,
    'utf-16le marked': marked,
    'utf-16be': swapped(unmarked),
    'utf-16be marked': swapped(marked),
    'windows-1256': windows1256(text),
  };
}

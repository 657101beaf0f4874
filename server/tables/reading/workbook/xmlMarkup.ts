/**
 * Where a piece of XML markup ends that may arrive in many pieces. Each piece is looked through once, however much came before it: what
 * was found so far is remembered instead of read again.
 */

/** @returns the place after the end of the markup in this piece, or -1 when it goes on in the next */
export type FindEnd = (piece: string, from: number) => number;

interface MarkupKind {
  opening: string;
  findEnd: () => FindEnd;
}

/** The first that fits; a tag is none of them. */
const kinds: MarkupKind[] = [
  { opening: '<!--', findEnd: () => endingWith('-->') },
  { opening: '<![CDATA[', findEnd: () => endingWith(']]>') },
  { opening: '<!', findEnd: () => endingWith('>') },
  { opening: '<?', findEnd: () => endingWith('?>') },
  { opening: '<', findEnd: tagEnd },
];
const longestOpening = Math.max(...kinds.map(({ opening }) => opening.length));

/** What begins at a `<`; null while too little of it is there to tell. */
export function markupAt(piece: string, at: number): { length: number; findEnd: FindEnd } | null {
  const isTooShort = piece.length - at < longestOpening;
  if (isTooShort && (piece.length - at < 2 || piece[at + 1] === '!')) return null;
  const { opening, findEnd } = kinds.find(({ opening: one }) => piece.startsWith(one, at))!;
  return { length: opening.length, findEnd: findEnd() };
}

function endingWith(ending: string): FindEnd {
  let before = '';
  return (piece, from) => {
    const searched = before + piece.slice(from);
    const found = searched.indexOf(ending);
    if (found >= 0) return from + found - before.length + ending.length;
    before = searched.slice(Math.max(0, searched.length - ending.length + 1));
    return -1;
  };
}

/** A `>` within quotes does not end a tag. */
function tagEnd(): FindEnd {
  let quote = '';
  return (piece, from) => {
    let at = from;
    for (;;) {
      if (quote) {
        const closing = piece.indexOf(quote, at);
        if (closing < 0) return -1;
        at = closing + 1;
        quote = '';
      }
      const next = nextOf(piece, at);
      if (next < 0) return -1;
      at = next + 1;
      if (piece[next] === '>') return at;
      quote = piece[next]!;
    }
  };
}

const quoteOrEnd = /["'>]/g;

function nextOf(piece: string, at: number): number {
  quoteOrEnd.lastIndex = at;
  return quoteOrEnd.exec(piece)?.index ?? -1;
}

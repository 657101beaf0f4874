/** Reads a PDF as a reader's eye does: line by line, from the right for Persian and from the left for Latin runs. */
import { getDocumentProxy } from 'unpdf';

/** The body of a PDF as supertest is to keep it. */
export function binary(res: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  res.on('data', (chunk: Buffer) => chunks.push(chunk));
  res.on('end', () => done(null, Buffer.concat(chunks)));
}

/** Half-spaces fall one letter off when text is copied out of a PDF, so they are left out; so are spaces and the small hamza. */
export function folded(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\u0654]+/g, '');
}

export interface PdfPage {
  /** Runs of each line from right to left. */
  persian: string;
  /** Runs of each line from left to right. */
  latin: string;
}

interface Run {
  str: string;
  transform: number[];
  width: number;
}

export async function pdfPages(pdf: Buffer): Promise<PdfPage[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(inReadingOrder(items.filter((item): item is Run & typeof item => 'str' in item)));
  }
  return pages;
}

function inReadingOrder(runs: readonly Run[]): PdfPage {
  const height = (run: Run | undefined) => run?.transform[5] ?? Number.POSITIVE_INFINITY;
  const fromTop: Run[][] = [];
  for (const run of [...runs].sort((a, b) => height(b) - height(a))) {
    const line = fromTop.at(-1);
    if (line && height(line[0]) - height(run) < 2) line.push(run);
    else fromTop.push([run]);
  }
  const read = (order: 1 | -1) =>
    fromTop
      .map((line) =>
        [...line].sort((a, b) => order * (a.transform[4]! - b.transform[4]!) || b.width - a.width),
      )
      .map((line) => line.map(({ str }) => str).join(''))
      .join('\n');
  return { persian: read(-1), latin: read(1) };
}

/** How far below the line before it the first line with these words stands, in points; the words may be written in several runs. */
export async function gapAbove(pdf: Buffer, words: string): Promise<number | null> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const runs = items.filter((item): item is Run & typeof item => 'str' in item && item.str.trim() !== '');
    const height = runs.find(({ str }) => str.includes(words))?.transform[5];
    if (height === undefined) continue;
    const above = runs.map(({ transform }) => transform[5]!).filter((other) => other > height + 2);
    return Math.min(...above) - height;
  }
  return null;
}

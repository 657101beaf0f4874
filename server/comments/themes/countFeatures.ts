/** What the comments on one question have in common: words, pairs of words that stand together, themes; how many people of each unit. */
import type { Word } from '../words/wordsOf.ts';
import { wordsOf } from '../words/wordsOf.ts';
import { type Theme, themeId, themeMatcher } from './themeMatcher.ts';
import { isTogether } from './togetherness.ts';

export interface WrittenComment {
  /** Position of its unit. */
  unit: number;
  text: string;
}

export interface Feature {
  kind: 'theme' | 'word' | 'phrase';
  /** `instrument dimension`, a stem, or two stems. */
  id: string;
  /** As most people wrote it; of a theme empty. */
  label: string;
  /** People by unit. */
  persons: number[];
  all: number;
}

class Tally {
  readonly persons = new Map<string, number[]>();
  readonly forms = new Map<string, Map<string, number>>();
  constructor(private readonly units: number) {}

  add(id: string, unit: number) {
    const counts = this.persons.get(id) ?? new Array<number>(this.units).fill(0);
    counts[unit] = (counts[unit] ?? 0) + 1;
    this.persons.set(id, counts);
  }

  write(id: string, form: string) {
    const forms = this.forms.get(id) ?? new Map<string, number>();
    forms.set(form, (forms.get(form) ?? 0) + 1);
    this.forms.set(id, forms);
  }

  features(kind: Feature['kind'], least: number): Feature[] {
    return [...this.persons]
      .map(([id, persons]) => ({ kind, id, persons, all: persons.reduce((sum, n) => sum + n, 0) }))
      .filter(({ all }) => all >= least)
      .map((one) => ({ ...one, label: commonest(this.forms.get(one.id)) }))
      .sort((a, b) => b.all - a.all || (a.id < b.id ? -1 : 1));
  }
}

/** Ties go to the shorter form, which has no ending. */
function commonest(forms: ReadonlyMap<string, number> | undefined): string {
  const [first] = [...(forms ?? [])].sort(
    ([a, n], [b, m]) => m - n || a.length - b.length || (a < b ? -1 : 1),
  );
  return first?.[0] ?? '';
}

/** A person counts once, however often a comment repeats a word. In the order of how many people have them. */
export function countFeatures(
  comments: readonly WrittenComment[],
  themes: readonly Theme[],
  { units, least }: { units: number; least: number },
): Feature[] {
  const match = themeMatcher(themes);
  const [words, phrases, spoken] = [new Tally(units), new Tally(units), new Tally(units)];
  const together = new TogetherCount();
  for (const { unit, text } of comments) {
    const written = wordsOf(text);
    const named = match(written);
    for (const id of named) spoken.add(id, unit);
    together.add(named);
    addOnce(words, unit, written.flatMap(wordOf));
    addOnce(
      phrases,
      unit,
      written.flatMap((word, i) => pairOf(word, written[i + 1])),
    );
  }
  const common = words.features('word', least);
  const totals = new Map(common.map(({ id, all }) => [id, all]));
  const standing = phrases.features('phrase', least).filter(({ id, all }) => {
    const [a = 0, b = 0] = id.split(' ').map((one) => totals.get(one));
    return isTogether({ both: all, first: a, second: b, all: comments.length });
  });
  const known = new Set(themes.map(themeId));
  const counted = spoken.features('theme', least).filter(({ id }) => known.has(id));
  return [...apartFromOthers(counted, together, least), ...common, ...standing];
}

/** How many people name two themes. */
class TogetherCount {
  private readonly counts = new Map<string, number>();

  add(named: ReadonlySet<string>) {
    for (const one of named)
      for (const other of named) if (one < other) this.counts.set(`${one}|${other}`, this.of(one, other) + 1);
  }

  of(one: string, other: string): number {
    return this.counts.get(one < other ? `${one}|${other}` : `${other}|${one}`) ?? 0;
  }
}

/**
 * Themes but those that nearly lie within another one: the two counts less one another would be the count of the words that the lists do not
 * share. Two dictionaries, of two instruments or with a word more, could be written to ask just that.
 */
function apartFromOthers(themes: readonly Feature[], together: TogetherCount, least: number): Feature[] {
  const kept: Feature[] = [];
  for (const theme of themes)
    if (kept.every(({ id }) => theme.all - together.of(theme.id, id) >= least)) kept.push(theme);
  return kept;
}

type Written = [id: string, form: string];

const wordOf = (word: Word | null): Written[] => (word && !word.isStop ? [[word.stem, word.written]] : []);

function pairOf(word: Word | null, next: Word | null | undefined): Written[] {
  if (!word || !next || word.isStop || next.isStop || word.stem === next.stem) return [];
  return [[`${word.stem} ${next.stem}`, `${word.written} ${next.written}`]];
}

function addOnce(tally: Tally, unit: number, written: readonly Written[]) {
  const seen = new Set<string>();
  for (const [id, form] of written) {
    if (seen.has(id)) continue;
    seen.add(id);
    tally.add(id, unit);
    tally.write(id, form);
  }
}

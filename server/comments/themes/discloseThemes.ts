/** What of the counted features each group may show: whole counts never, only «at least so many», and nothing below the limit. */
import { protectCounts, steppedCount } from '../../disclosure/protectCounts.ts';
import type { Feature } from './countFeatures.ts';
import { entryStems, isEntry, type Theme, themeId } from './themeMatcher.ts';

export interface SpokenTheme {
  instrument: string;
  dimension: string;
  persons: number;
}

export interface SpokenWords {
  /** A stem, or two. */
  id: string;
  label: string;
  persons: number;
}

export interface GroupThemes {
  /** People who wrote, in steps too. */
  writers: number;
  themes: SpokenTheme[];
  words: SpokenWords[];
  phrases: SpokenWords[];
}

interface Disclose {
  groups: readonly { id: string; units: readonly number[] }[];
  features: readonly Feature[];
  themes: readonly Theme[];
  /** People who wrote, by unit. */
  writers: readonly number[];
  least: number;
}

const maxWords = 24;
const maxPhrases = 12;

/** By id of the group; groups without anything to show are left out. */
export function discloseThemes({
  groups,
  features,
  themes,
  writers,
  least,
}: Disclose): Map<string, GroupThemes> {
  const counted = groups
    .filter(({ units }) => units.length > 0)
    .map(({ id, units }) => ({ id, atoms: units }));
  // Nobody is «without writing» here, so the second half of the rule is met by as many again.
  const readable = protectCounts({
    groups: counted,
    having: writers,
    all: writers.map((n) => n + least),
    least,
  });
  const shownIn = new Map(
    features.map((feature) => {
      const given = { groups: counted.filter(({ id }) => readable.has(id)), having: feature.persons };
      return [feature, protectCounts({ ...given, all: writers, least })] as const;
    }),
  );
  const found = new Map<string, GroupThemes>();
  for (const { id, units } of groups) {
    if (!readable.has(id)) continue;
    const sum = (values: readonly number[]) => units.reduce((total, unit) => total + (values[unit] ?? 0), 0);
    const here = features.filter((feature) => shownIn.get(feature)?.has(id));
    const apart = withoutNearlyEqual(here, themes, (feature) => sum(feature.persons), least);
    if (apart.length === 0) continue;
    found.set(id, shownOf(apart, themes, { writers: sum(writers), least, sum }));
  }
  return found;
}

/**
 * Who uses a phrase uses its words, and who uses a word of the dictionary speaks of its theme. Of two such counts that differ by too few the
 * one that says less is left out: a word beside its phrase, a word or phrase beside its theme.
 */
function withoutNearlyEqual(
  here: readonly Feature[],
  themes: readonly Theme[],
  personsOf: (feature: Feature) => number,
  least: number,
): Feature[] {
  const ofKind = (kind: Feature['kind']) => here.filter((feature) => feature.kind === kind);
  const spoken = ofKind('theme').map((feature) => ({
    persons: personsOf(feature),
    theme: themes.find((theme) => themeId(theme) === feature.id),
  }));
  const nearTheme = (feature: Feature) => {
    const stems = feature.id.split(' ');
    return spoken.some(
      ({ persons, theme }) =>
        theme &&
        [stems, ...stems.map((one) => [one])].some((part) => isEntry(theme, part)) &&
        persons - personsOf(feature) < least,
    );
  };
  // Also phrases that are left out for their theme: the theme then says as much as they would.
  const nearPhrase = (feature: Feature) =>
    ofKind('phrase').some(
      (phrase) => phrase.id.split(' ').includes(feature.id) && personsOf(feature) - personsOf(phrase) < least,
    );
  const holdsTheme = (feature: Feature) =>
    spoken.some(
      ({ persons, theme }) =>
        theme?.words.every((entry) => entryStems(entry).includes(feature.id)) &&
        personsOf(feature) - persons < least,
    );
  const phrases = ofKind('phrase').filter((feature) => !nearTheme(feature));
  const words = ofKind('word').filter(
    (feature) => !nearTheme(feature) && !nearPhrase(feature) && !holdsTheme(feature),
  );
  return [...ofKind('theme'), ...words, ...phrases];
}

function shownOf(
  features: readonly Feature[],
  themes: readonly Theme[],
  { writers, least, sum }: { writers: number; least: number; sum: (values: readonly number[]) => number },
): GroupThemes {
  const stepped = ({ persons }: Feature) => steppedCount(sum(persons), least);
  const ordered = [...features].sort((a, b) => stepped(b) - stepped(a) || (a.label < b.label ? -1 : 1));
  const said = (kind: Feature['kind'], limit: number): SpokenWords[] =>
    ordered
      .filter((feature) => feature.kind === kind)
      .slice(0, limit)
      .map((feature) => ({ id: feature.id, label: feature.label, persons: stepped(feature) }));
  return {
    writers: steppedCount(writers, least),
    themes: said('theme', themes.length).flatMap(({ id, persons }) => {
      const theme = themes.find((one) => themeId(one) === id);
      return theme ? [{ instrument: theme.instrument, dimension: theme.dimension, persons }] : [];
    }),
    words: said('word', maxWords),
    phrases: said('phrase', maxPhrases),
  };
}

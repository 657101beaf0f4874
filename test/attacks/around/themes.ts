/**
 * Counts of what comments speak of, read over the tree: the attacker subtracts the counts of offices from those around them, and knows who works
 * where. A hit is a shown group, or what is left of one, in which somebody but fewer than ten wrote a word, or fewer than ten did not.
 */
import { themesOfGroups } from '../../../server/comments/themes/publishThemes.ts';
import { personGroupsOf } from '../../../server/reports/personGroups.ts';
import { randomFrom } from '../../disclosure/provinces.ts';
import { instrument, type SmallOffice, smallWave } from '../../reports/smallWave.ts';
import type { AttackRow } from '../attackRow.ts';

const survey = instrument({ dimensions: { fairness: ['one'], service: ['two'] } });
const themes = [
  { instrument: 'small', dimension: 'fairness', words: ['عدالت', 'پاداش'] },
  { instrument: 'small', dimension: 'service', words: ['میز خدمت', 'صف'] },
];
const vocabulary = ['عدالت', 'پاداش', 'صف', 'آموزش', 'کاغذ', 'پنجره', 'ناهار', 'رایانه', 'سرما', 'پارکینگ'];
const least = 10;

export interface ThemeFindings {
  shown: number;
  compared: number;
  few: number;
}

export function readThemes(seed: number, provinces: number): ThemeFindings {
  const random = randomFrom(seed);
  const found: ThemeFindings = { shown: 0, compared: 0, few: 0 };
  for (let i = 0; i < provinces; i += 1) {
    const offices = Array.from({ length: 8 }, (_, at): [string, SmallOffice] => [
      `o${at}`,
      { ...(at > 0 && { parent: `o${Math.floor(random() * Math.min(at, 3))}` }), headcount: 90, answers: [] },
    ]);
    const wave = {
      ...smallWave([survey], Object.fromEntries(offices), { id: 'w', units: {} }).wave,
      minimumDetail: least,
    };
    const comments = wave.units.flatMap((_, unit) => {
      const liking = vocabulary.map(() => random() ** 2);
      return Array.from({ length: Math.floor(random() * 50) }, () => ({
        unit,
        text: vocabulary.filter((_word, at) => random() < liking[at]!).join('، '),
      }));
    });
    subtract(wave, comments, found);
  }
  return found;
}

type Wave = Parameters<typeof themesOfGroups>[0];

function subtract(wave: Wave, comments: { unit: number; text: string }[], found: ThemeFindings): void {
  const shown = themesOfGroups(wave, comments, themes);
  const groups = personGroupsOf(wave as never).filter(({ id, units }) => shown.has(id) && units.length > 0);
  for (const word of vocabulary) {
    const isTold = (id: string) => shown.get(id)!.words.some(({ label }) => label === word);
    const told = groups.filter(({ id }) => isTold(id)).map(({ units }) => new Set(units.map(Number)));
    found.shown += told.length;
    const sets = [
      ...told,
      ...told.flatMap((a) => told.map((b) => withoutOthers(a, b)).filter((one) => one !== null)),
    ];
    for (const units of sets) {
      const writers = comments.filter(({ unit }) => units.has(unit));
      const having = writers.filter(({ text }) => text.includes(word)).length;
      found.compared += 1;
      const isFew = (count: number) => count > 0 && count < least;
      if (isFew(having) || (having > 0 && isFew(writers.length - having))) found.few += 1;
    }
  }
}

/** What a group has beside another inside it. */
function withoutOthers(a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> | null {
  const isInside = b.size < a.size && [...b].every((unit) => a.has(unit));
  return isInside ? new Set([...a].filter((unit) => !b.has(unit))) : null;
}

export function themesRow(provinces: number): AttackRow {
  const { shown, compared, few } = readThemes(1, provinces);
  return {
    attack:
      'counts of words and themes of comments: groups less those inside them, by one who knows who wrote what where',
    tried: `a group in which fewer than ten wrote a word, or fewer than ten did not; ${shown} shown counts, ${compared} groups and differences of ${provinces} provinces`,
    best: String(few),
    chance: '0',
  };
}

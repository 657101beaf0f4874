/** What comments speak of: one voice a person, nothing below the limit, and nothing by subtracting over nested offices. */
import assert from 'node:assert/strict';
import { countFeatures } from '../../server/comments/themes/countFeatures.ts';
import { themesOf } from '../../server/comments/themes/currentThemes.ts';
import { themesFor } from '../../server/comments/themes/findThemes.ts';
import { themesOfGroups } from '../../server/comments/themes/publishThemes.ts';
import { shippedDictionary } from '../../server/comments/themes/shippedDictionary.ts';
import { logLikelihood } from '../../server/comments/themes/togetherness.ts';
import { protectCounts } from '../../server/disclosure/protectCounts.ts';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { presentThemes } from '../../server/reportPages/presentThemes.ts';
import { personGroupsOf } from '../../server/reports/personGroups.ts';
import { keysIn, marked } from '../reportPages/markedReader.ts';
import { instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

const survey = instrument({ dimensions: { fairness: ['one'], service: ['two'] } });
const themes = [
  { instrument: 'small', dimension: 'fairness', words: ['عدالت', 'پاداش'] },
  { instrument: 'small', dimension: 'service', words: ['میز خدمت'] },
];

/** A tree by parents, the first being the root. */
function province(parents: readonly number[]) {
  const offices = Object.fromEntries(
    parents.map((parent, i): [string, SmallOffice] => [
      `o${i}`,
      { ...(i > 0 && { parent: `o${parent}` }), headcount: 90, answers: [] },
    ]),
  );
  return { ...smallWave([survey], offices, { id: 'w', units: {} }).wave, minimumDetail: 10 };
}

const many = (unit: number, count: number, text: string) =>
  Array.from({ length: count }, () => ({ unit, text }));

describe('what comments speak of', () => {
  it('counts a person once for a word, in whatever forms, and a phrase only where its words stand together', () => {
    const comments = [
      ...many(0, 12, 'مدیر، مديران و مدیرها! میز خدمت'),
      ...many(1, 12, 'خدمت خوب؛ میز کوچک'),
    ];
    const found = countFeatures(comments, themes, { units: 2, least: 10 });
    const persons = (id: string) => found.find((one) => one.id === id)?.persons;
    assert.deepEqual(persons('مدیر'), [12, 0]);
    assert.deepEqual(persons('small service'), [12, 0]);
    assert.equal(
      found.find((one) => one.id === 'small fairness'),
      undefined,
    );
  });

  it('shows whole steps only, and of nearly equal counts the one that says more', () => {
    const wave = province([0]);
    const comments = [
      ...many(0, 27, 'عدالت در پاداش'),
      ...many(0, 14, 'میز خدمت شلوغ است'),
      ...many(0, 3, 'میز قدیمی'),
    ];
    const shown = themesOfGroups(wave, comments, themes).get('own:o0');
    assert.equal(shown?.writers, 40);
    assert.deepEqual(
      shown?.themes.map(({ dimension, persons }) => [dimension, persons]),
      [
        ['fairness', 20],
        ['service', 10],
      ],
    );
    const labels = [...(shown?.words ?? []), ...(shown?.phrases ?? [])].map(({ label }) => label);
    assert.ok(!labels.includes('عدالت'), 'all who speak of fairness use it: the theme says as much');
    assert.ok(!labels.includes('میز'), 'three more than use the phrase');
  });

  it('shows nothing of nine people, nor of what all but a few of a group say', () => {
    const wave = province([0]);
    const nine = themesOfGroups(wave, [...many(0, 9, 'تبعیض'), ...many(0, 30, 'آموزش')], themes);
    const words = (id: string) => nine.get(id)?.words.map(({ label }) => label) ?? [];
    assert.deepEqual(words('own:o0'), []);
    const enough = themesOfGroups(wave, [...many(0, 10, 'تبعیض'), ...many(0, 30, 'آموزش')], themes);
    assert.deepEqual(
      enough.get('own:o0')?.words.map(({ label }) => label),
      ['آموزش', 'تبعیض'],
    );
  });

  it('goes up to the smallest group around that may show it, and says whose it is', () => {
    const wave = province([0, 0, 0]);
    const groups = Object.fromEntries(
      themesOfGroups(
        wave,
        [...many(0, 20, 'آموزش'), ...many(1, 6, 'آموزش'), ...many(2, 30, 'خودرو')],
        themes,
      ),
    );
    const published = { groups, hidden: [], themes };
    assert.equal(themesFor(published, 'own:o1', wave)?.groupId, 'subtree:o0');
    const [word] = themesFor(published, 'own:o2', wave)?.words ?? [{ id: '' }];
    const without = themesFor({ ...published, hidden: [word?.id ?? ''] }, 'subtree:o0', wave);
    assert.ok(!without?.words.some(({ id }) => id === word?.id), 'a word that was taken out');
  });

  it('quotes approved comments of the page itself, each once, and none under counts of a wider group', () => {
    const wave = province([0, 0]);
    const spoken = {
      ...{ writers: 40, words: [], phrases: [], place: 'o0', dictionary: themes },
      themes: [{ instrument: 'small', dimension: 'fairness', persons: 20 }],
    };
    const texts = ['پاداش کم است', 'در پاداش عدالت نیست', 'عدالت!', 'خودرو'];
    const told = (groupId: string) =>
      presentThemes({ themes: { ...spoken, groupId: 'own:o0' }, groupId, texts, wave }, marked);
    assert.deepEqual(told('own:o0').themes[0]?.quotes, texts.slice(0, 2));
    assert.deepEqual(told('own:o1').themes[0]?.quotes, []);
    const none = presentThemes(
      { themes: { ...spoken, themes: [], groupId: 'own:o0' }, groupId: 'own:o0', texts, wave },
      marked,
    );
    const two = {
      ...spoken,
      themes: [...spoken.themes, { instrument: 'small', dimension: 'service', persons: 20 }],
    };
    const equal = keysIn(
      presentThemes({ themes: { ...two, groupId: 'own:o0' }, groupId: 'own:o0', texts, wave }, marked),
    );
    assert.ok(equal.has('comments.spokenEqual') && !equal.has('comments.spoken'));
    assert.ok(!keysIn(told('own:o0')).has('comments.spokenEqual'));
    assert.ok(keysIn(told('own:o0')).has('comments.spoken') && !keysIn(none).has('comments.spoken'));
    assert.ok(keysIn(none).has('comments.noTheme') && !keysIn(told('own:o0')).has('comments.noTheme'));
    assert.ok(keysIn(told('own:o1')).has('comments.wider') && !keysIn(told('own:o0')).has('comments.wider'));
  });

  it('takes two words for a phrase by the log-likelihood ratio', () => {
    // By hand from Dunning's formula: 2 Σ O ln(O/E), E = 20·30/100 = 6 and so on.
    assert.ok(Math.abs(logLikelihood({ both: 15, first: 20, second: 30, all: 100 }) - 22.467) < 0.001);
    assert.ok(Math.abs(logLikelihood({ both: 6, first: 20, second: 30, all: 100 })) < 1e-9);
  });

  it('has dictionaries whose dimensions exist, and no word in two of them', () => {
    for (const one of loadInstruments('surveys')) {
      const ids = one.dimensions.map(({ id }) => id);
      assert.deepEqual(
        Object.keys(shippedDictionary(one.id)).filter((id) => !ids.includes(id)),
        [],
        one.id,
      );
      const words = themesOf(one, shippedDictionary(one.id)).flatMap((theme) => theme.words);
      assert.equal(new Set(words).size, words.length, one.id);
    }
  });
});

describe('counts of words as equations over nested offices', () => {
  let state = 5;
  const draw = (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };

  /** Every group of people that shown counts make: a shown group less any disjoint shown ones inside it. */
  function residuals(shown: readonly { atoms: readonly number[] }[]): number[][] {
    return shown.flatMap((whole) => {
      const inside = shown.filter(
        (part) =>
          part !== whole &&
          part.atoms.length < whole.atoms.length &&
          part.atoms.every((a) => whole.atoms.includes(a)),
      );
      const found: number[][] = [[...whole.atoms]];
      for (let choice = 1; choice < 2 ** Math.min(inside.length, 10); choice += 1) {
        const parts = inside.filter((_, i) => choice & (1 << i)).flatMap(({ atoms }) => atoms);
        if (new Set(parts).size === parts.length) found.push(whole.atoms.filter((a) => !parts.includes(a)));
      }
      return found.filter((atoms) => atoms.length > 0);
    });
  }

  it('leave no group of fewer than ten who used a word, nor of fewer than ten who did not', () => {
    let tried = 0;
    for (let run = 0; run < 300; run += 1) {
      const parents = Array.from({ length: 3 + draw(7) }, (_, i) => (i === 0 ? 0 : draw(i)));
      const wave = province(parents);
      const groups = personGroupsOf(wave).map(({ id, units }) => ({ id, atoms: units.map(Number) }));
      const all = parents.map(() => draw(60));
      const having = all.map((n) => (n === 0 ? 0 : draw(n + 1)));
      const shown = protectCounts({ groups, having, all, least: 10 });
      const sum = (values: number[], atoms: number[]) =>
        atoms.reduce((total, a) => total + (values[a] ?? 0), 0);
      const distinct = [
        ...new Map(groups.filter(({ id }) => shown.has(id)).map((g) => [g.atoms.join(' '), g])).values(),
      ];
      for (const atoms of residuals(distinct)) {
        const [used, not] = [sum(having, atoms), sum(all, atoms) - sum(having, atoms)];
        assert.ok(used >= 10 && not >= 10, `${atoms}: ${used} did, ${not} did not`);
        tried += 1;
      }
    }
    assert.ok(tried > 500, String(tried));
  });

  it('would find the few if every count of ten or more were shown', () => {
    const found = residuals([{ atoms: [0, 1] }, { atoms: [0] }]);
    assert.ok(found.some((atoms) => atoms.join() === '1'));
  });
});

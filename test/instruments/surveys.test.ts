/** The instruments under surveys/: that they are what their README says, and that their Persian is spelled as it should be. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clean } from '../../server/i18n/text.ts';
import { productBands } from '../../server/instruments/bands.ts';
import { comparableDimensions, itemChangesBetween } from '../../server/instruments/compareVersions.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { loadEarlierVersions, loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { localise } from '../../server/instruments/localised.ts';
import { parseInstrument } from '../../server/instruments/readInstrument.ts';

const folder = join(import.meta.dirname, '../../surveys');
const instruments = loadInstruments(folder);
const staff = instruments.filter(
  ({ id, shortFormOf }) => id !== 'service-desk' && id !== 'follow-up' && !shortFormOf,
);
const itemsOf = ({ dimensions }: (typeof instruments)[number]) => dimensions.flatMap(({ items }) => items);

const shapes: Record<string, { items: number[]; reversed: number }> = {
  culture: { items: [5, 5, 5, 5, 5, 5], reversed: 6 },
  'culture-pulse': { items: [1, 1, 1], reversed: 0 },
  'culture-short': { items: [2, 2, 2, 2, 2, 3], reversed: 3 },
  empowerment: { items: [4, 4, 4, 4, 4], reversed: 3 },
  financial: { items: [5, 5, 5, 5], reversed: 4 },
  'follow-up': { items: [2], reversed: 0 },
  'service-desk': { items: [3, 4, 3, 3, 3, 2], reversed: 0 },
  trust: { items: [4, 4, 4, 4, 4], reversed: 4 },
  'trust-pulse': { items: [1, 1], reversed: 0 },
  'trust-short': { items: [2, 2, 2, 2, 2], reversed: 0 },
};

describe('the shipped instruments', () => {
  it('are the five of the construct map, their short forms and the standing questions', () => {
    assert.deepEqual(
      instruments.map(({ id }) => id),
      Object.keys(shapes),
    );
  });

  for (const instrument of instruments) {
    describe(instrument.id, () => {
      it('has the planned items, of which the planned number is reversed', () => {
        const { items, reversed } = shapes[instrument.id]!;
        assert.deepEqual(
          instrument.dimensions.map((dimension) => dimension.items.length),
          items,
        );
        assert.equal(itemsOf(instrument).filter(({ reverse }) => reverse).length, reversed);
      });

      it('comes back the same when saved and read again', () => {
        assert.deepEqual(parseInstrument(JSON.stringify(instrument), 'saved.json'), instrument);
      });

      it('never has two reversed items in a row', () => {
        const items = itemsOf(instrument);
        assert(items.every(({ reverse }, index) => !(reverse && items[index - 1]?.reverse)));
      });

      it('is complete in Persian and English, and falls back to Persian for Azerbaijani', () => {
        const texts = JSON.stringify(instrument).match(/"fa":/g)!.length;
        assert.equal(JSON.stringify(instrument).match(/"en":/g)!.length, texts);
        const title = localise(instrument.title, 'azb');
        assert.deepEqual(title, { text: instrument.title.fa, language: 'fa', fellBack: true });
      });

      it('uses the bands of the product and has an ideal', () => {
        assert.deepEqual(instrument.bands, productBands);
        assert.equal(instrument.ideal, 80);
      });

      it('lets everyone keep the answer to a background question', () => {
        for (const { options } of instrument.demographics) {
          assert.deepEqual(
            options.filter(({ undisclosed }) => undisclosed).map(({ id }) => id),
            ['undisclosed'],
          );
        }
      });

      it('spells Persian in one form, with half-spaces and Persian punctuation', () => {
        const source = readFileSync(join(folder, instrument.id, 'instrument.json'), 'utf8');
        const persian = [...source.matchAll(/"fa": "([^"]*)"/g)].map((match) => match[1]!);
        for (const text of persian) {
          assert.equal(text, clean(text));
          assert.doesNotMatch(text, /(^|\s)(ن?می|ها|های|هایی|تر|ترین)\s|[,;?%0-9A-Za-z]|\s[،؛؟.:]/, text);
        }
      });
    });
  }
});

describe('the staff instruments together', () => {
  const questionnaire = compileQuestionnaire(staff);

  it('are one questionnaire of 90 scored items and two control statements', () => {
    assert.equal(questionnaire.items.filter(({ dimension }) => dimension !== null).length, 90);
    assert.deepEqual(
      questionnaire.items.slice(90).map(({ id }) => id),
      ['answeredFreely', 'resultsUsed'],
    );
    assert(questionnaire.minutes <= 15);
  });

  it('ask background and open questions once', () => {
    const ids = ['gender', 'ageGroup', 'education', 'tenure', 'employment', 'position'];
    assert.deepEqual(
      questionnaire.demographics.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(
      questionnaire.openQuestions.map(({ id }) => id),
      ['comment'],
    );
  });
});

describe('versions of the shipped instruments', () => {
  const earlier = loadEarlierVersions(folder);

  it('are all kept, and say of every item what it is to the one before', () => {
    assert.deepEqual(
      earlier.map(({ id, version }) => `${id}@${version}`),
      ['culture', 'empowerment', 'financial', 'follow-up', 'service-desk', 'trust'].map((id) => `${id}@1`),
    );
    for (const before of earlier) {
      const now = instruments.find(({ id }) => id === before.id)!;
      const changes = itemChangesBetween(before, now);
      for (const item of itemsOf(now)) {
        assert.equal(changes.get(item.id), item.change, item.id);
        const was = itemsOf(before).find(({ id }) => id === item.id);
        assert.equal(was?.text.fa === item.text.fa, item.change === 'identical', item.id);
      }
    }
  });

  it('go on in the dimensions whose items kept their meaning, and in no other', () => {
    const goingOn = earlier.flatMap((before) => [
      ...comparableDimensions(before, instruments.find(({ id }) => id === before.id)!),
    ]);
    assert.deepEqual(goingOn.sort(), [
      ...['adaptability', 'conduct', 'followUp', 'managerHonesty', 'managerOpenness'],
      ...['overall', 'selfCompetence', 'selfDetermination', 'time'],
    ]);
  });
});

describe('the shipped short forms', () => {
  const forms = instruments.filter(({ shortFormOf }) => shortFormOf);

  it('ask items of the long instrument under the same ids, in the same words and on the same scale', () => {
    for (const form of forms) {
      const long = instruments.find(({ id }) => id === form.shortFormOf?.id)!;
      assert.equal(form.shortFormOf?.version, long.version);
      const dimensionOf = new Map(
        long.dimensions.flatMap(({ id, items }) => items.map((item) => [item.id, { id, item }] as const)),
      );
      assert.deepEqual(form.scale, long.scale);
      for (const { id, items } of form.dimensions)
        for (const { id: item, text, reverse } of items) {
          const asked = dimensionOf.get(item);
          assert.deepEqual(
            [asked?.id, asked?.item.text, asked?.item.reverse],
            [id, text, reverse],
            `${form.id}: ${item}`,
          );
        }
    }
  });

  it('are 25 questions together, of which two are control statements, and five as a pulse', () => {
    const asked = (ending: string) =>
      compileQuestionnaire(forms.filter(({ id }) => id.endsWith(ending))).items.length;
    assert.equal(asked('-short'), 25);
    assert.equal(asked('-pulse'), 5);
  });
});

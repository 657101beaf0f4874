import assert from 'node:assert/strict';
import { comparableDimensions, itemChangesBetween } from '../../server/instruments/compareVersions.ts';
import { dimension, smallFile, smallInstrument } from './smallInstrument.ts';

const before = smallInstrument();

function later(spoil: (items: Record<string, unknown>[]) => void, overrides = {}) {
  const changed = dimension('a', 3);
  spoil(changed.items);
  return smallInstrument({ version: 2, dimensions: [changed, dimension('b', 2)], ...overrides });
}

describe('comparing two versions of an instrument', () => {
  it('finds the same version comparable throughout', () => {
    assert.deepEqual([...comparableDimensions(before, before)], ['a', 'b']);
  });

  it('takes the word of the file about an item whose wording changed', () => {
    const minor = later((items) => Object.assign(items[0]!, { text: { fa: 'گویهٔ تازه' }, change: 'minor' }));
    assert.equal(itemChangesBetween(before, minor).get('a1'), 'minor');
    assert.deepEqual([...comparableDimensions(before, minor)], ['a', 'b']);
  });

  it('counts new wording without a word as changed', () => {
    const changed = later((items) => Object.assign(items[0]!, { text: { fa: 'گویهٔ تازه' } }));
    assert.deepEqual([...comparableDimensions(before, changed)], ['b']);
  });

  it('does not believe a word about another version', () => {
    const skipped = later(
      (items) => Object.assign(items[0]!, { text: { fa: 'گویهٔ تازه' }, change: 'minor' }),
      { version: 3 },
    );
    assert.equal(itemChangesBetween(before, skipped).get('a1'), 'changed');
  });

  it('never compares turned items, added items or another scale', () => {
    const turned = later((items) => Object.assign(items[0]!, { reverse: true, change: 'identical' }));
    const added = later((items) => items.push({ id: 'a4', text: { fa: 'گویهٔ تازه' } }));
    const { scale } = smallFile();
    const shorter = { scale: { ...scale, points: 4, labels: scale.labels.slice(1) } };
    const rescaled = later(() => {}, { ...shorter, scaleChange: 'minor' });
    assert.deepEqual([...comparableDimensions(before, turned)], ['b']);
    assert.deepEqual([...comparableDimensions(before, added)], ['b']);
    assert.deepEqual([...comparableDimensions(before, rescaled)], []);
  });

  it('takes the word of the file about labels that were mended, where it speaks of that version', () => {
    const { scale } = smallFile();
    const labels = scale.labels.map(({ fa }, at) => ({ fa: at === 2 ? `${fa}م` : fa }));
    const relabelled = (more: object) => later(() => {}, { scale: { ...scale, labels }, ...more });
    const comparable = (more: object) => [...comparableDimensions(before, relabelled(more))];
    assert.deepEqual(comparable({ scaleChange: 'minor' }), ['a', 'b']);
    assert.deepEqual(comparable({ scaleChange: 'changed' }), []);
    assert.deepEqual(comparable({}), []);
    assert.deepEqual(comparable({ scaleChange: 'minor', version: 3 }), [], 'said of version 2');
  });
});

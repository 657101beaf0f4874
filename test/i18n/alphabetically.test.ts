/** Long lists of names in the order of the alphabet, remembered between pages. */
import assert from 'node:assert/strict';
import { alphabetically } from '../../server/i18n/alphabetically.ts';
import { formatter } from '../../server/i18n/format.ts';

const { compare } = formatter('fa');
const same = (name: string) => name;

describe('names in the order of the alphabet', () => {
  it('are as the collator has them, Persian letters and numbers too', () => {
    const names = ['بخش ۱۰', 'گرمی', 'پارس‌آباد', 'بخش ۲', 'چالدران', 'اهر', 'Tabriz', 'آذرشهر'];
    assert.deepEqual(alphabetically(names, same), [...names].sort(compare));
  });

  it('follow a list that has changed since it was remembered', () => {
    const list = [{ name: 'مرند' }, { name: 'اهر' }];
    assert.deepEqual(
      alphabetically(list, ({ name }) => name).map(({ name }) => name),
      ['اهر', 'مرند'],
    );
    list[0]!.name = 'آذرشهر';
    assert.deepEqual(
      alphabetically(list, ({ name }) => name).map(({ name }) => name),
      ['آذرشهر', 'اهر'],
    );
    list.push({ name: 'اسکو' });
    const named = alphabetically(list, ({ name }) => name).map(({ name }) => name);
    assert.deepEqual(named, ['آذرشهر', 'اسکو', 'اهر']);
  });

  it('stay as they come where they are equal', () => {
    const list = [{ at: 1 }, { at: 2 }, { at: 3 }];
    assert.deepEqual(
      alphabetically(list, () => 'اهر').map(({ at }) => at),
      [1, 2, 3],
    );
    assert.deepEqual(
      alphabetically([...list].reverse(), () => 'اهر').map(({ at }) => at),
      [3, 2, 1],
    );
  });
});

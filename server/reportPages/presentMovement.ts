/** Change since the previous wave: which offices' index has moved by test, which is practically the same, and where it cannot be told. */
import type { Reader } from '../i18n/reader.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { differenceCell } from './presentScore.ts';

/** null where no office was tested against an earlier wave. */
export function presentMovement(own: readonly ComparedRow[], wave: Wave, reader: Reader) {
  const { t, f } = reader;
  const compared = own.flatMap(({ office, rolledUpTo, index }) => {
    if (rolledUpTo || !isShown(index) || index.mean === null) return [];
    return [{ code: office, previous: index.versus.previous }];
  });
  const tested = compared.flatMap(({ code, previous }) =>
    'mark' in previous && previous.verdict !== null && previous.difference !== null
      ? [{ code, previous, difference: previous.difference }]
      : [],
  );
  if (tested.length === 0) return null;
  const moved = tested
    .filter(({ previous }) => previous.verdict === 'different')
    .sort((a, b) => b.difference - a.difference);
  return {
    title:
      moved.length === 0
        ? t('reports:movement.none', { count: tested.length })
        : t('reports:movement.title', { count: moved.length, tested: f.number(tested.length) }),
    note: t('reports:movement.note', {
      same: tested.filter(({ previous }) => previous.verdict === 'same').length,
      unclear: tested.filter(({ previous }) => previous.verdict === 'unclear').length,
      untested: compared.length - tested.length,
    }),
    rows: moved.map(({ code, previous }) => ({
      code,
      name: nameInWave(wave, code, reader),
      cell: differenceCell(previous, reader),
      interval: previous.ci95 ? f.range(previous.ci95[0], previous.ci95[1], { digits: 1 }) : '–',
    })),
  };
}

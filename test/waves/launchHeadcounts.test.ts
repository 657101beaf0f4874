/** Headcounts of the launch are found again whatever was corrected, asked for or refused since, and reports say what was raised. */
import assert from 'node:assert/strict';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { presentRaisedHeadcounts } from '../../server/reportPages/presentRaisedHeadcounts.ts';
import { launchHeadcounts, unitHeadcounts } from '../../server/waves/launchHeadcounts.ts';
import type { Wave } from '../../server/waves/wave.ts';
import type { HeadcountCorrection } from '../../server/waves/waveParts.ts';

const correction = (
  office: string,
  from: number,
  to: number,
  decision?: HeadcountCorrection['decision'],
) => ({
  office,
  from,
  to,
  note: '',
  at: new Date(0),
  by: 'a',
  ...(decision && { decision }),
});

const office = (code: string, headcount: number, parent: string | null = null) => ({
  code,
  level: 'district' as const,
  nameFa: `واحد ${code}`,
  nameEn: `Office ${code}`,
  parent,
  headcount,
  unit: code,
});

function waveOf(headcountCorrections: HeadcountCorrection[]): Wave {
  const unit = (code: string, offices: string[], headcount: number) => ({
    code,
    kind: 'office' as const,
    nameFa: `واحد ${code}`,
    nameEn: `Office ${code}`,
    offices,
    headcount,
    demographics: [],
    verifyingKey: null,
  });
  return {
    offices: [office('a', 300), office('b', 4, 'a'), office('c', 9, 'a')],
    units: [unit('a', ['a'], 300), unit('g', ['b', 'c'], 13)],
    headcountCorrections,
  } as unknown as Wave;
}

describe('headcounts of the launch', () => {
  it('are those before the first correction that was applied', () => {
    const wave = waveOf([
      correction('a', 20, 15, 'applied'),
      correction('a', 15, 300, 'applied'),
      correction('b', 4, 50, 'waiting'),
      correction('b', 4, 60, 'refused'),
    ]);
    assert.deepEqual(
      [...launchHeadcounts(wave)],
      [
        ['a', 20],
        ['b', 4],
        ['c', 9],
      ],
    );
    assert.deepEqual(unitHeadcounts(wave, 'a'), { atLaunch: 20, now: 300 });
    assert.deepEqual(unitHeadcounts(wave, 'g'), { atLaunch: 13, now: 13 });
    assert.equal(unitHeadcounts(wave, 'nowhere'), null);
  });

  it('reads corrections of earlier versions, which say no decision, as applied', () => {
    assert.deepEqual(unitHeadcounts(waveOf([correction('a', 20, 300)]), 'a'), { atLaunch: 20, now: 300 });
  });

  it('raised since then stand in the reports that cover them, groups by the name of the group', () => {
    const said = (wave: Wave, code: string, scope: 'own' | 'subtree') =>
      presentRaisedHeadcounts(wave, code, scope, readerOfLanguage('en'));
    const raised = waveOf([correction('a', 20, 300, 'applied')]);
    assert.match(said(raised, 'a', 'own'), /Office a.* \(from 20 to 300\)/);
    assert.equal(said(raised, 'b', 'own'), '');
    const lowered = waveOf([correction('a', 400, 300, 'applied')]);
    assert.equal(said(lowered, 'a', 'subtree'), '');
    const inGroup = waveOf([correction('c', 3, 9, 'applied')]);
    assert.match(said(inGroup, 'a', 'subtree'), /Office g.* \(from 7 to 13\)/);
    assert.equal(said(inGroup, 'a', 'own'), '');
  });
});

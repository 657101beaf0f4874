/** Which waves and offices an account may read reports of, newest wave first. */
import type { Account } from '../accounts/account.ts';
import { canSee } from '../accounts/canSee.ts';
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { officeTree } from '../offices/officeTree.ts';
import { widestScope } from '../reports/scope.ts';
import { openTo } from '../waves/audience.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { resultsPath } from '../waves/paths.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { countedStates, stateIn } from '../waves/waveState.ts';
import { openDataPaths, reportPaths } from './paths.ts';
import { waveDates } from './reportPage.ts';

export async function reportList(account: Account, day: string, reader: Reader) {
  const waves = await WaveModel.find(stateIn(countedStates)).sort({ closesAt: -1 }).lean();
  return waves.map((wave) => presentWave(wave, account, day, reader));
}

function presentWave(wave: Wave, account: Account, day: string, reader: Reader) {
  const tree = officeTree(wave.offices);
  const seen = tree.inOrder().filter(({ office }) => canSee(account, tree, office.code, day));
  const minDepth = Math.min(...seen.map(({ depth }) => depth));
  return {
    title: wave.title,
    dates: waveDates(wave, reader),
    instruments: reader.f.list(wave.instruments.map(({ title }) => localise(title, reader.lang).text)),
    offices: seen.map(({ office, depth }) => ({
      href: reportPaths.report(wave._id, office.code, widestScope(tree, office.code)),
      name: nameInWave(wave, office.code, reader),
      depth: depth - minDepth,
      note: wave.state === 'released' ? '' : reader.t('reports:suppressed.notYet'),
    })),
    comparison: canSee(account, tree, rootOffice(wave), day) ? reportPaths.comparison(wave._id) : '',
    kit:
      wave.state === 'released' && canSee(account, tree, rootOffice(wave), day)
        ? reportPaths.provinceKit(wave._id)
        : '',
    results: openTo(wave) !== 'nobody' ? resultsPath(wave._id) : '',
    // Public results need none.
    resultsWords: openTo(wave) === 'everyone' ? null : wave.resultsWords,
    openData: account.role === 'analyst' && wave.state === 'released' ? openDataPaths.page(wave._id) : '',
  };
}

/** `instruments convert`: from each format to each other and back, with a line for everything that could not be taken. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstrument } from '../../server/instruments/readInstrument.ts';
import { instrument } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { runOnStore } from './runOnStore.ts';

const convert = (from: string, to: string, out: string) =>
  runOnStore('instruments', 'convert', from, '--to', to, out);

describe('instruments convert', () => {
  const folder = temporaryFolder('convert');
  const file = (name: string) => join(folder, name);

  it('goes through every format and comes back the same', async () => {
    const culture = { ...instrument('culture'), previousVersion: 1 };
    writeFileSync(file('a.json'), JSON.stringify(culture));
    const way: [from: string, to: string, out: string][] = [
      ['a.json', 'limesurvey', 'b.txt'],
      ['b.txt', 'xlsform', 'c.xlsx'],
      ['c.xlsx', 'json', 'd.json'],
    ];
    for (const [from, to, out] of way) {
      const { code, stderr, stdout } = await convert(file(from), to, file(out));
      assert.deepEqual([code, stderr, stdout.trim()], [0, '', file(out)]);
    }
    const back = parseInstrument(readFileSync(file('d.json'), 'utf8'), 'd.json');
    assert.deepEqual(back, parseInstrument(JSON.stringify(culture), 'a.json'));
  });

  it('says line by line what was not taken, and refuses in one line what it cannot read', async () => {
    const head = 'class\ttype/scale\tname\trelevance\ttext\tlanguage';
    const rows = ['G\t\tکار\t1\t\tfa', 'Q\tF\tq\t1\tمتن\tfa', 'SQ\t0\ta\t1\tیک\tfa', 'SQ\t0\tb\t1\tدو\tfa'];
    const answers = ['A\t0\t1\t\tکم\tfa', 'A\t0\t2\t\tزیاد\tfa', 'Q\tN\tage\t1\tسن\tfa'];
    writeFileSync(file('e.txt'), [head, ...rows, ...answers].join('\n'));
    const { code, stderr } = await convert(file('e.txt'), 'json', file('f.json'));
    assert.equal(code, 0, stderr);
    assert.match(stderr, /e\.txt: Q, line 8: this type of question is not taken: age \(N\)/);
    writeFileSync(file('g.txt'), 'nothing');
    for (const [from, to] of [
      ['g.txt', 'json'],
      ['a.json', 'word'],
      ['none.json', 'json'],
    ]) {
      const failed = await convert(file(from!), to!, file('h.out'));
      assert.equal(failed.code, 1);
      assert.equal(failed.stderr.trim().split('\n').length, 1);
      assert.equal(existsSync(file('h.out')), false);
    }
  });
});

/** Charts are pure functions: what they draw is checked by place and direction, and that no policy-breaking style slips in. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { axisLabels } from '../../server/charts/axisLabels.ts';
import { bandRuler } from '../../server/charts/bandRuler.ts';
import { differenceWhisker, whiskerReach } from '../../server/charts/differenceWhisker.ts';
import { dotInterval } from '../../server/charts/dotInterval.ts';
import { axisFor, horizontalScale } from '../../server/charts/horizontalScale.ts';
import { lengthBar } from '../../server/charts/lengthBar.ts';
import { likertBar, likertClasses } from '../../server/charts/likertBar.ts';
import { rankBar } from '../../server/charts/rankBar.ts';
import { rateBar } from '../../server/charts/rateBar.ts';
import { element } from '../../server/charts/svg.ts';

const percent = (text: string | undefined) => Number(text?.replace('%', ''));

describe('charts', () => {
  it('grow from right to left in Persian and from left to right in English', () => {
    assert.equal(horizontalScale(0, 100, 'rtl').x(25), '75%');
    assert.equal(horizontalScale(0, 100, 'ltr').x(25), '25%');
    assert.deepEqual(horizontalScale(0, 100, 'rtl').span(0, 40), { x: '60%', width: '40%' });
  });

  it('use the axis 30 to 90 unless a value falls outside', () => {
    assert.equal(axisFor([31, 89, null], 'rtl').from, 30);
    assert.equal(axisFor([29, 50], 'rtl').from, 0);
    assert.equal(axisFor([], 'rtl').to, 90);
  });

  it('draw the interval around the mean and the references in their own lanes', () => {
    const scale = horizontalScale(0, 100, 'rtl');
    const svg = dotInterval({ mean: 60, interval: [55, 65], province: 70, parent: 50, previous: 58 }, scale, {
      edges: [50],
      ideal: 80,
    });
    const $ = load(svg, { xml: true });
    assert.equal($('.office-mark').length, 1);
    assert.equal($('.office-mark').parent().attr('x'), '40%');
    assert.equal($('.interval line').first().attr('x1'), '45%');
    assert.ok(
      percent($('.province-mark').parent().attr('y')) < percent($('.previous-mark').parent().attr('y')),
    );
    assert.equal($('.ideal-line').attr('x1'), '20%');
  });

  it('leave out what is not known', () => {
    const $ = load(dotInterval({ mean: 60 }, horizontalScale(0, 100, 'ltr'), { edges: [] }), { xml: true });
    assert.equal($('.interval, .province-mark, .parent-mark, .previous-mark, .ideal-line').length, 0);
  });

  it('wash the zone of the own band', () => {
    const $ = load(
      bandRuler({ mean: 60 }, horizontalScale(0, 100, 'rtl'), {
        edges: [0, 50, 75],
        own: 1,
        ideal: 80,
        names: ['low', 'needs some work', 'high'],
      }),
      { xml: true },
    );
    assert.deepEqual([$('.own-zone').attr('x'), $('.own-zone').attr('width')], ['25%', '25%']);
    const names = $('.zone-name').map((_, name) => `${$(name).attr('x')} ${$(name).text()}`);
    assert.deepEqual(names.get(), ['75% low', '37.5% needs', '37.5% some work', '12.5% high']);
  });

  it('start a Likert bar with the least favourable answer at the right in Persian', () => {
    const $ = load(likertBar([0.1, 0.2, 0.3, 0.25, 0.15], 'rtl'), { xml: true });
    assert.deepEqual(
      $('rect')
        .map((_, rect) => $(rect).attr('x'))
        .get(),
      ['90%', '70%', '40%', '15%', '0%'],
    );
    const widths = $('rect')
      .map((_, rect) => percent($(rect).attr('width')))
      .get();
    assert.ok(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 100) < 1e-6);
  });

  it('give every scale from 2 to 11 points a fill for each point', () => {
    for (let points = 2; points <= 11; points += 1) {
      const classes = likertClasses(points);
      assert.equal(classes.length, points);
      assert.equal(classes[0], 'likert-1');
      assert.equal(classes.at(-1), 'likert-5');
    }
  });

  it('place ranks, rates, bars and whiskers', () => {
    assert.match(rankBar([1, 3], 10, 'ltr'), /class="rank" x="0%" width="30%"/);
    assert.match(rateBar(0.5, 0.6, 'rtl'), /class="rate" x="50%" width="50%"/);
    assert.match(lengthBar(5, 20, 'chosen', 'rtl'), /class="bar-chosen" x="75%" width="25%"/);
    const frame = { reach: whiskerReach([2, -18], 5), margin: 5, dir: 'ltr' as const };
    assert.ok(frame.reach > 18 && frame.reach < 20);
    const drawn = differenceWhisker(
      { difference: -10, interval: [-40, 1], word: 'unclear' },
      { ...frame, reach: 20 },
    );
    const $ = load(drawn, { xml: true });
    assert.deepEqual([$('.same-zone').attr('x'), $('.same-zone').attr('width')], ['37.5%', '25%']);
    assert.equal($('.whisker-zero').attr('x1'), '50%');
    assert.equal($('.whisker-unclear').parent().attr('x'), '25%');
    assert.equal($('.whisker-arrow').length, 1, 'an end outside the scale has an arrow');
  });

  it('keep axis labels inside the drawing', () => {
    const $ = load(
      axisLabels(horizontalScale(0, 100, 'rtl'), [
        { value: 0, text: '۰' },
        { value: 100, text: '۱۰۰' },
      ]),
      { xml: true },
    );
    assert.deepEqual(
      $('text')
        .map((_, text) => $(text).attr('text-anchor'))
        .get(),
      ['start', 'end'],
    );
  });

  it('escape text and never write a style', () => {
    assert.equal(element('text', { x: '"<' }, 'a'), '<text x="&quot;&lt;">a</text>');
    const all = [
      dotInterval({ mean: 1, interval: [0, 2], province: 3 }, horizontalScale(0, 10, 'rtl'), {
        edges: [2],
        ideal: 8,
      }),
      likertBar([0.5, 0.5], 'ltr'),
      rankBar([1, 1], 1, 'rtl'),
    ];
    for (const svg of all) assert.doesNotMatch(svg, /style|NaN|undefined/);
  });
});

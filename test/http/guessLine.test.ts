/** Who has used up the quick tries of an address waits in its line: one in an interval, drawn by lot, and nobody of another address. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { guessLine } from '../../server/http/guessLine.ts';
import { Overloaded } from '../../server/http/overloadGate.ts';

describe('the line of guessers', () => {
  const places = 4;

  /** A line whose intervals pass when the test says so, and what became of each that joined. */
  function lineOfTest() {
    const due: (() => void)[] = [];
    const waitForTurn = guessLine({ intervalMs: 1000, places }, (callback) => due.push(callback));
    const states = new Map<string, 'waits' | 'passed' | 'refused'>();
    const join = (name: string, ip = '192.0.2.7') => {
      const socket = Object.assign(new EventEmitter(), { destroyed: false });
      const res = Object.assign(new EventEmitter(), { req: { socket } });
      states.set(name, 'waits');
      waitForTurn({ ip } as Request, res as unknown as Response).then(
        () => states.set(name, 'passed'),
        (error) => {
          assert.ok(error instanceof Overloaded);
          states.set(name, 'refused');
        },
      );
      return () => socket.emit('close');
    };
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const pass = async () => {
      for (const callback of due.splice(0)) callback();
      await settled();
    };
    const count = (state: 'waits' | 'passed' | 'refused') =>
      [...states.values()].filter((one) => one === state).length;
    return { join, pass, settled, count, states, due };
  }

  it('lets one through in each interval, and ends when nobody waits', async () => {
    const { join, pass, count, due } = lineOfTest();
    for (const name of ['a', 'b', 'c']) join(name);
    join('elsewhere', '192.0.2.8');
    assert.equal(count('waits'), 4, 'nobody is let through at once');
    await pass();
    assert.equal(count('passed'), 2, 'one of each address');
    await pass();
    await pass();
    assert.equal(count('passed'), 4);
    await pass();
    assert.equal(due.length, 0);
  });

  it('refuses one by lot where it is full, so that whoever fills it keeps nobody out', async () => {
    let owners = 0;
    for (let round = 0; round < 200; round += 1) {
      const { join, pass, settled, states, count } = lineOfTest();
      for (let guess = 0; guess < places; guess += 1) join(`guess ${guess}`);
      join('owner');
      await settled();
      assert.deepEqual([count('refused'), count('waits')], [1, places]);
      for (let interval = 0; interval < places; interval += 1) await pass();
      if (states.get('owner') === 'passed') owners += 1;
    }
    // Four in five pass; that fewer than half of 200 do by chance is rarer than one in 10^20.
    assert.ok(owners > 100, `${owners} of 200`);
  });

  it('forgets whoever has gone', async () => {
    const { join, pass, count } = lineOfTest();
    const leave = Array.from({ length: places }, (_, n) => join(`gone ${n}`));
    for (const go of leave) go();
    join('owner');
    await pass();
    assert.equal(count('passed'), 1);
    assert.equal(count('refused'), 0);
  });
});

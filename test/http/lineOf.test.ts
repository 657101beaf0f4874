/** Addresses of one subscriber are one line, whichever way they are written. */
import assert from 'node:assert/strict';
import { lineOf } from '../../server/http/lineOf.ts';

describe('the line of an address', () => {
  it('is the /64 for IPv6 and the address itself for IPv4', () => {
    const lines = {
      '192.0.2.7': '192.0.2.7',
      '::ffff:192.0.2.7': '192.0.2.7',
      '::ffff:c000:207': '192.0.2.7',
      '2001:db8::1': '2001:db8:0:0::/64',
      '2001:0DB8:0:0:1:2:3:4': '2001:db8:0:0::/64',
      '2001:db8:0:1::': '2001:db8:0:1::/64',
      '::1': '0:0:0:0::/64',
      'fe80::1%eth0': 'fe80:0:0:0::/64',
      '64:ff9b::192.0.2.7': '64:ff9b:0:0::/64',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(lines).map((one) => [one, lineOf(one)])), lines);
    assert.equal(lineOf(undefined), '');
    assert.equal(lineOf('no address'), 'no address');
  });
});

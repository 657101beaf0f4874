// The sum of a group. Whole numbers are summed exactly, others as doubles with Neumaier's compensation, as a real
// server does.
import { Double, Long } from 'bson';
import { numberOf } from '../query/values.ts';

export class Sum {
  private whole = 0n;
  private sum = 0;
  private compensation = 0;
  private isDouble = false;

  add(value: unknown): void {
    const number = numberOf(value);
    if (number === undefined) return;
    if (value instanceof Long) this.whole += value.toBigInt();
    else if (Number.isSafeInteger(number)) this.whole += BigInt(number);
    else this.addDouble(number);
  }

  total(): number | Long | Double {
    const { whole } = this;
    const nearest = Number(whole);
    if (this.isDouble || BigInt.asIntN(64, whole) !== whole)
      return new Double(this.sum + this.compensation + nearest);
    return Number.isSafeInteger(nearest) ? nearest : Long.fromBigInt(whole);
  }

  private addDouble(number: number): void {
    this.isDouble = true;
    const next = this.sum + number;
    if (Number.isFinite(next))
      this.compensation +=
        Math.abs(this.sum) >= Math.abs(number) ? this.sum - next + number : number - next + this.sum;
    this.sum = next;
  }
}

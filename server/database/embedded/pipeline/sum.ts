// The sum of a group. Whole numbers are summed exactly (as big integers once they are large), others as doubles with
// Neumaier's compensation, as a real server does.
import { Double, Long } from 'bson';
import { numberOf } from '../query/values.ts';

export class Sum {
  private whole = 0n;
  private small = 0;
  private sum = 0;
  private compensation = 0;
  private isDouble = false;

  add(value: unknown): void {
    const number = numberOf(value);
    if (number === undefined) return;
    if (value instanceof Long) this.whole += value.toBigInt();
    else if (Number.isInteger(number)) this.addWhole(number);
    else this.addDouble(number);
  }

  total(): number | Long | Double {
    const whole = this.whole + BigInt(this.small);
    if (this.isDouble) return new Double(this.sum + this.compensation + Number(whole));
    if (BigInt.asIntN(64, whole) !== whole) return new Double(Number(whole));
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : Long.fromBigInt(whole);
  }

  private addWhole(number: number): void {
    const next = this.small + number;
    if (Number.isSafeInteger(next)) this.small = next;
    else if (Number.isSafeInteger(number)) this.whole += BigInt(number);
    else this.addDouble(number);
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

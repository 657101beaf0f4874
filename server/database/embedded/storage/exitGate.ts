// Keeps the end of the process from stopping the worker thread in the middle of a commit: lmdb's native code can
// then hang for ever. Both threads share two cells; the ending thread waits for the commit that is running.
const busy = 0;
const ending = 1;

export class ExitGate {
  readonly shared: SharedArrayBuffer;
  private readonly cells: Int32Array;
  constructor(shared = new SharedArrayBuffer(8)) {
    this.shared = shared;
    this.cells = new Int32Array(shared);
  }

  /** Runs a commit; throws when the process is ending. */
  run<T>(commit: () => T): T {
    Atomics.store(this.cells, busy, 1);
    try {
      if (Atomics.load(this.cells, ending) === 1) throw new Error('the process is ending');
      return commit();
    } finally {
      Atomics.store(this.cells, busy, 0);
      Atomics.notify(this.cells, busy);
    }
  }

  /** Lets no further commit begin and waits for the running one, at most `timeoutMs`. */
  end(timeoutMs: number): void {
    Atomics.store(this.cells, ending, 1);
    Atomics.wait(this.cells, busy, 1, timeoutMs);
  }
}

/** The cells that are shown while they are being decided: hidden where something follows from them, and shown again where that was not needed. */
import { type AuditLevel, auditComponent, auditPairs } from './auditComponent.ts';
import { type BreakdownTable, everybody, profilesOf } from './breakdownTable.ts';
import { type Steps, TooManySteps } from './elimination.ts';
import { componentsOf, rowsOfColumn, type ShownRow } from './shownRows.ts';

/** Wholes that are shown of some measures alike, and what must hold with them. */
export interface Level extends AuditLevel {
  /** By node. */
  wholes: readonly boolean[];
}

export type Cell = Pick<ShownRow, 'column' | 'node'>;
const nameOf = ({ column, node }: Cell) => `${column}:${node}`;

export class Decision {
  /** What was found about rows that hang together, which are looked at once. */
  private readonly known = new Map<string, Cell[][]>();
  private readonly suspects = new Set<string>();
  private readonly rows: (ShownRow[] | null)[];

  constructor(
    private readonly table: BreakdownTable,
    private readonly levels: readonly Level[],
    private readonly steps: Steps,
    /** By column and node. */
    readonly shown: boolean[][],
  ) {
    this.rows = table.columns.map(() => null);
  }

  /**
   * Hides until nothing follows that must not, then shows again what need not be hidden.
   * @param left cells that were left out from the start, for the sake of speed
   * @param isLater cells that are hidden before others
   * @throws TooManySteps
   */
  settle(left: readonly Cell[], isLater: (cell: Cell) => boolean): void {
    const hidden = this.hideUntilSafe(isLater);
    const again = this.showAgain([...left, ...hidden]);
    const names = new Set(again.map(nameOf));
    try {
      this.hideUntilSafe((cell) => names.has(nameOf(cell)));
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      // What was shown before was safe.
      for (const cell of again) this.set(cell, false);
    }
  }

  /** @param isLater cells that are hidden before others */
  private hideUntilSafe(isLater: (cell: Cell) => boolean): Cell[] {
    const hidden: Cell[] = [];
    for (let faults = this.faults(); faults.length > 0; faults = this.faults()) {
      for (const fault of faults) {
        if (fault.some((cell) => !this.isShown(cell))) continue;
        const preferred = fault.filter(isLater);
        const cheapest = (preferred.length > 0 ? preferred : fault).reduce((a, b) =>
          this.lossOf(b) < this.lossOf(a) ? b : a,
        );
        this.set(cheapest, false);
        hidden.push(cheapest);
      }
    }
    return hidden;
  }

  /** Shows the dearest first of those from which nothing follows together with any other one. */
  private showAgain(hidden: readonly Cell[]): Cell[] {
    const dearest = hidden.map((cell) => ({ cell, loss: this.lossOf(cell) })).sort((a, b) => b.loss - a.loss);
    return dearest.flatMap(({ cell }) => {
      this.set(cell, true);
      if (this.isSafeInPairs(cell)) return [cell];
      this.set(cell, false);
      return [];
    });
  }

  private isSafeInPairs(cell: Cell): boolean {
    return this.levels.every((level) => {
      const own = this.rowsIn(cell.column).find(({ node }) => node === cell.node);
      if (!own) return true;
      const inside = new Set(own.profiles);
      const touching = this.rowsOf(level).filter(({ profiles }) =>
        profiles.some((profile) => inside.has(profile)),
      );
      return auditPairs({ table: this.table, level }, touching).length === 0;
    });
  }

  private isShown({ column, node }: Cell): boolean {
    return this.shown[column]![node]!;
  }

  private set({ column, node }: Cell, isShown: boolean): void {
    this.shown[column]![node] = isShown;
    this.rows[column] = null;
  }

  /** An option beside one that is hidden already costs less, since one alone would follow from the others. */
  private lossOf({ column, node }: Cell): number {
    const { columns, loss } = this.table;
    const { question } = columns[column]!;
    const isBroken = columns.some(
      (other, at) =>
        other?.question === question &&
        at !== column &&
        !this.shown[at]![node] &&
        profilesOf(this.table, at, node).length > 0,
    );
    return loss[column]![node]! * (isBroken ? 0.5 : 1);
  }

  private rowsIn(column: number): ShownRow[] {
    const known = this.rows[column] ?? rowsOfColumn(this.table, column, this.shown[column]!);
    this.rows[column] = known;
    return known;
  }

  private rowsOf({ wholes }: Level): ShownRow[] {
    const columns = [...this.table.columns.keys()].slice(1);
    return [
      ...rowsOfColumn(this.table, everybody, wholes),
      ...columns.flatMap((column) => this.rowsIn(column)),
    ];
  }

  /** Cells of which one must be hidden, fault by fault. @throws TooManySteps */
  private faults(): Cell[][] {
    return this.levels.flatMap((level, at) =>
      componentsOf(this.rowsOf(level), this.table.input.profiles.length)
        .filter((component) => component.some(({ column }) => column !== everybody))
        .flatMap((component) => this.look(component, level, at)),
    );
  }

  private look(component: readonly ShownRow[], level: Level, at: number): Cell[][] {
    const name = `${at} ${component.map((row) => `${nameOf(row)}:${row.inside.join()}`).join(' ')}`;
    const known = this.known.get(name);
    if (known) return known;
    const looking = { table: this.table, level };
    const found = auditComponent(looking, component, this.steps, this.suspects)
      .map((fault) =>
        fault.flatMap((at) => {
          const { column, node, inside } = component[at]!;
          return column === everybody ? [] : [node, ...inside].map((each): Cell => ({ column, node: each }));
        }),
      )
      .filter((cells) => cells.length > 0);
    this.known.set(name, found);
    return found;
  }
}

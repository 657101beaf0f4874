/**
 * Reporting units, fixed when a wave is launched: offices too small to be reported are joined until every unit has minimumDetail
 * staff. Keys, ballots and responses carry the unit, so nothing stored anywhere belongs to one small office alone.
 */
export interface UnitOffice {
  code: string;
  parent: string | null;
  /** Staff; null (unknown) and 0 are never joined. */
  headcount: number | null;
}

export interface ReportingUnit {
  /** The office's own code, `<code>.small` (small offices below it) or `<code>.all` (the same with its own staff). */
  code: string;
  kind: 'office' | 'small' | 'all';
  /** The office the unit is named after. */
  of: string;
  /** Codes of the offices whose own staff it holds, in the order given. */
  offices: string[];
  headcount: number | null;
}

/** Offices of one branch that still look for a unit. */
interface Cluster {
  offices: string[];
  headcount: number;
}

function childrenOf(offices: readonly UnitOffice[]): Map<string | null, UnitOffice[]> {
  const codes = new Set(offices.map(({ code }) => code));
  if (codes.size !== offices.length) throw new RangeError('An office is given twice');
  const children = new Map<string | null, UnitOffice[]>();
  for (const office of offices) {
    const parent = office.parent !== null && codes.has(office.parent) ? office.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), office]);
  }
  return children;
}

/** Offices with those below before those above. */
function bottomUp(offices: readonly UnitOffice[]): UnitOffice[] {
  const children = childrenOf(offices);
  const order: UnitOffice[] = [];
  const open = [...(children.get(null) ?? [])];
  while (open.length > 0) {
    const office = open.pop()!;
    order.push(office);
    open.push(...(children.get(office.code) ?? []));
  }
  if (order.length !== offices.length) throw new RangeError('Offices form a circle');
  return order.reverse();
}

function join(clusters: readonly Cluster[]): Cluster {
  return {
    offices: clusters.flatMap(({ offices }) => offices),
    headcount: clusters.reduce((total, { headcount }) => total + headcount, 0),
  };
}

class Units {
  readonly formed: ReportingUnit[] = [];
  private readonly taken: Set<string>;

  constructor(offices: readonly UnitOffice[]) {
    this.taken = new Set(offices.map(({ code }) => code));
  }

  add(kind: ReportingUnit['kind'], of: string, offices: string[], headcount: number | null) {
    const code = kind === 'office' ? of : this.freeCode(`${of}.${kind}`);
    this.formed.push({ code, kind, of, offices, headcount });
  }

  /** What is left at the root and too small joins the smallest unit there is. */
  joinSmallest(rest: Cluster, root: string) {
    const size = ({ headcount }: ReportingUnit) => headcount ?? Number.MAX_SAFE_INTEGER;
    const smallest = this.formed
      .filter(({ headcount }) => headcount !== 0)
      .sort((a, b) => size(a) - size(b))[0];
    if (!smallest) return this.add('all', root, rest.offices, rest.headcount);
    this.formed.splice(this.formed.indexOf(smallest), 1);
    if (smallest.kind !== 'office') this.taken.delete(smallest.code);
    const offices = [...smallest.offices, ...rest.offices];
    const headcount = smallest.headcount === null ? null : smallest.headcount + rest.headcount;
    this.add(offices.includes(root) ? 'all' : 'small', root, offices, headcount);
  }

  private freeCode(wanted: string): string {
    let code = wanted;
    for (let i = 2; this.taken.has(code); i++) code = `${wanted}${i}`;
    this.taken.add(code);
    return code;
  }
}

/** Forms the units that can be formed at `office`; returns the offices that must look for a unit further up. */
function formUnitsAt(
  units: Units,
  office: UnitOffice,
  below: Cluster,
  minimumDetail: number,
): Cluster | null {
  const { code, headcount } = office;
  const isSmall = headcount !== null && headcount > 0 && headcount < minimumDetail;
  const isEmpty = below.offices.length === 0;
  if (isSmall || (!isEmpty && below.headcount < minimumDetail && headcount !== 0)) {
    const all = [...below.offices, code];
    const total = headcount === null ? null : headcount + below.headcount;
    if (isSmall && (isEmpty || total! < minimumDetail)) return { offices: all, headcount: total! };
    units.add('all', code, all, total);
    return null;
  }
  units.add('office', code, [code], headcount);
  if (isEmpty) return null;
  if (below.headcount < minimumDetail) return below;
  units.add('small', code, below.offices, below.headcount);
  return null;
}

/**
 * Every office with 1 to minimumDetail − 1 staff is joined with the other small ones below the same parent (`small`); with the parent's own staff
 * where that is still too few, or the parent is small itself (`all`); and where that does not suffice (or the parent has no staff) they all count as
 * one small office a level up. What is left at the root joins the smallest unit. Offices of unknown size count as large enough.
 * @returns units in the order of their first office; each office is in exactly one, and the codes are stable for the same input
 * @throws RangeError when a code is given twice or the offices form a circle
 */
export function formReportingUnits(offices: readonly UnitOffice[], minimumDetail: number): ReportingUnit[] {
  const position = new Map(offices.map(({ code }, index) => [code, index]));
  const inOrder = (codes: string[]) => [...codes].sort((a, b) => position.get(a)! - position.get(b)!);
  const units = new Units(offices);
  const waiting = new Map<string, Cluster[]>();
  for (const office of bottomUp(offices)) {
    const below = join(waiting.get(office.code) ?? []);
    const rest = formUnitsAt(units, office, below, minimumDetail);
    if (!rest) continue;
    if (office.parent !== null && position.has(office.parent)) {
      waiting.set(office.parent, [...(waiting.get(office.parent) ?? []), rest]);
    } else units.joinSmallest(rest, office.code);
  }
  const formed = units.formed.map((unit) => ({ ...unit, offices: inOrder(unit.offices) }));
  return formed.sort((a, b) => position.get(a.offices[0]!)! - position.get(b.offices[0]!)!);
}

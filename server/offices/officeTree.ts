/** The tree over a list of offices: children, ancestors, subtrees. Works for stored offices and for those frozen in a wave. */
export interface TreeOffice {
  code: string;
  parent: string | null;
}

export interface OfficeTree<O extends TreeOffice> {
  roots: O[];
  get(code: string): O | undefined;
  children(code: string): O[];
  /** The office and everything below it, parents before children. */
  subtree(code: string): O[];
  /** From the parent up to the root. */
  ancestors(code: string): O[];
  /** All offices, parents before children, each followed by its own branch. */
  inOrder(): { office: O; depth: number }[];
}

/** Offices without one above them: an office whose parent is not in the list counts as a root. */
export function rootsOf<O extends TreeOffice>(offices: readonly O[]): O[] {
  const codes = new Set(offices.map(({ code }) => code));
  return offices.filter(({ parent }) => parent === null || !codes.has(parent));
}

/**
 * @param order of siblings; as they come when left out
 * @throws Error when a parent chain is a circle
 */
export function officeTree<O extends TreeOffice>(
  offices: readonly O[],
  order?: (a: O, b: O) => number,
): OfficeTree<O> {
  const byCode = new Map(offices.map((office) => [office.code, office]));
  const byParent = groupByParent(offices);
  const children = (code: string) => byParent.get(code) ?? [];
  const roots = rootsOf(offices);
  if (order) for (const siblings of [roots, ...byParent.values()]) siblings.sort(order);
  const walk = (office: O, depth: number, found: { office: O; depth: number }[] = []) => {
    found.push({ office, depth });
    for (const child of children(office.code)) walk(child, depth + 1, found);
    return found;
  };
  const ordered = roots.flatMap((root) => walk(root, 0));
  if (ordered.length < offices.length) {
    const visited = new Set(ordered.map(({ office }) => office.code));
    const onCircle = offices.find((office) => !visited.has(office.code));
    throw new Error(`office ${onCircle?.code} is its own ancestor`);
  }
  return {
    roots,
    get: (code) => byCode.get(code),
    children,
    subtree: (code) => {
      const top = byCode.get(code);
      return top ? walk(top, 0).map(({ office }) => office) : [];
    },
    ancestors: (code) => {
      const found: O[] = [];
      for (let at = byCode.get(code); at?.parent != null; at = byCode.get(at.parent)) {
        const parent = byCode.get(at.parent);
        if (parent) found.push(parent);
      }
      return found;
    },
    inOrder: () => ordered,
  };
}

function groupByParent<O extends TreeOffice>(offices: readonly O[]): Map<string, O[]> {
  const groups = new Map<string, O[]>();
  for (const office of offices) {
    const siblings = groups.get(office.parent ?? '');
    if (siblings) siblings.push(office);
    else groups.set(office.parent ?? '', [office]);
  }
  return groups;
}

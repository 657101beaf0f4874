/**
 * For open data: merges offices with too few respondents upwards until each group is large enough. A merged office's rows carry the code
 * of the office above, which then stands for its own staff and all small offices below it.
 */

/**
 * @param rowsOf respondents of each office (or reporting unit) by code
 * @param parentOf code of the office above, null or absent at the root
 * @param minRows rows that a published office must hold
 * @returns for each code the code to publish. What is left at the root and too small absorbs the smallest other group.
 * @throws RangeError when offices form a circle
 */
export function mergeOffices(
  rowsOf: ReadonlyMap<string, number>,
  parentOf: ReadonlyMap<string, string | null>,
  minRows: number,
): Map<string, string> {
  const depth = (code: string) => {
    let steps = 0;
    for (let at = parentOf.get(code); at && steps <= parentOf.size; at = parentOf.get(at)) steps++;
    if (steps > parentOf.size) throw new RangeError('Offices form a circle');
    return steps;
  };
  const members = new Map([...rowsOf.keys()].map((code) => [code, [code]]));
  const sizes = new Map(rowsOf);
  const moveInto = (code: string, target: string) => {
    members.set(target, [...(members.get(target) ?? []), ...members.get(code)!]);
    sizes.set(target, (sizes.get(target) ?? 0) + sizes.get(code)!);
    members.delete(code);
    sizes.delete(code);
  };
  const codes = new Set([...rowsOf.keys(), ...parentOf.keys()]);
  const order = [...codes].map((code) => ({ code, depth: depth(code) })).sort((a, b) => b.depth - a.depth);
  for (const { code } of order) {
    const size = sizes.get(code) ?? 0;
    const parent = parentOf.get(code);
    if (size > 0 && size < minRows && parent) moveInto(code, parent);
  }
  for (const code of [...members.keys()].filter((left) => sizes.get(left)! < minRows)) {
    const others = [...sizes].filter(([other]) => other !== code).sort((a, b) => a[1] - b[1]);
    if (members.has(code) && others[0]) moveInto(others[0][0], code);
  }
  return new Map([...members].flatMap(([target, all]) => all.map((code) => [code, target] as const)));
}

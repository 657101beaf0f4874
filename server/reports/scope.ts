/** What a report of an office covers: its own staff alone, or with everybody below. */
export const scopes = ['own', 'subtree'] as const;
export type Scope = (typeof scopes)[number];

/** The scope that an office is read by where nobody has chosen: the widest that differs from its own. */
export function widestScope(tree: { children(code: string): readonly unknown[] }, code: string): Scope {
  return tree.children(code).length > 0 ? 'subtree' : 'own';
}

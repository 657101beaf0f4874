/** URLs of the signed-in wave pages. */
export const wavesPath = '/desk/waves';

/** `wavePath(id)` and `wavePath(id, 'invitations')`. */
export function wavePath(id: string, page = ''): string {
  return `${wavesPath}/${id}${page ? `/${page}` : ''}`;
}

/** The routes of an app, read out of its routers: nobody has to list them, and none can be forgotten. */
import type { Express } from 'express';

export interface Route {
  method: string;
  /** In full, with the names of its parts (`/desk/waves/:id`). */
  path: string;
}

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  slash: boolean;
  match(path: string): boolean;
  handle: { stack?: Layer[] };
}

export function routesOf(app: Express): Route[] {
  return walk((app as unknown as { router: { stack: Layer[] } }).router.stack, '');
}

/** @throws Error where a feature mounts a router below an address: only the desk is, and its routes would be hidden under another. */
function walk(layers: Layer[], prefix: string): Route[] {
  return layers.flatMap((layer) => {
    const { route, handle, slash } = layer;
    if (route)
      return [route.path].flat().flatMap((path) =>
        Object.keys(route.methods).map((method) => ({
          method: method === '_all' ? 'GET' : method.toUpperCase(),
          path: `${prefix}${path}`,
        })),
      );
    if (!handle.stack) return [];
    if (slash) return walk(handle.stack, prefix);
    if (prefix || !layer.match('/desk/x'))
      throw new Error('a router stands under a prefix that is not the desk');
    return walk(handle.stack, '/desk');
  });
}

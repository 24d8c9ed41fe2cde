import type { ScopeFacts } from "./define-vendor.ts";

/** The granted scopes and all that they imply (MCP authorization "Step-Up": hierarchies must be honoured). */
export function impliedScopes(
  granted: Iterable<string>,
  scopes: Readonly<Record<string, ScopeFacts>>,
): ReadonlySet<string> {
  const held = new Set<string>();
  const open = [...granted];
  for (let scope = open.pop(); scope !== undefined; scope = open.pop()) {
    if (held.has(scope)) continue;
    held.add(scope);
    open.push(...(scopes[scope]?.implies ?? []));
  }
  return held;
}

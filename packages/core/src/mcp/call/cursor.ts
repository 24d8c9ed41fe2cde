import { ToolError } from "../../connector/index.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Call } from "./call.ts";

/** How long a page can be continued, in milliseconds. */
const CURSOR_TTL_MS = 24 * 60 * 60 * 1000;
/** Arguments that may change from page to page. */
const FREE_ARGUMENTS = new Set(["cursor", "limit", "max_tokens"]);

export interface Cursor {
  /** The vendor's own; undefined stands for its first page. */
  vendor: string | undefined;
  /** Rows of that page already shown. */
  skip: number;
  limit: number | undefined;
}

/** Seals a place in a list, bound to who asks, the tool and its other arguments. */
export function sealCursor(call: Call, { vendor, skip, limit }: Cursor): string {
  const value = [vendor ?? null, skip, limit ?? null];
  return call.runtime.sealer.seal("cursor", value, { ttlMs: CURSOR_TTL_MS, binding: bindingOf(call) });
}

/** @throws ToolError `invalid_input` for a cursor that is not ours, has expired or belongs to other arguments. */
export function openCursor(call: Call, sealed: string): Cursor {
  const opened = call.runtime.sealer.open("cursor", sealed, bindingOf(call));
  if (opened === undefined) {
    throw new ToolError(
      "invalid_input",
      '"cursor" is not a next_cursor of this tool with these arguments. Leave it out to begin anew.',
    );
  }
  const [vendor, skip, limit] = opened.value as [string | null, number, number | null];
  return { vendor: vendor ?? undefined, skip, limit: limit ?? undefined };
}

function bindingOf({ caller, entry, args }: Call): string {
  const kept = Object.entries(args).filter(([name]) => !FREE_ARGUMENTS.has(name));
  return `${caller.connection.id}\0${entry.tool.name}\0${fingerprint(Object.fromEntries(kept))}`;
}

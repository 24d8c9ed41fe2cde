import { ToolError } from "../../connector/index.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Call } from "./call.ts";

/** How long a page can be continued, in milliseconds. */
const CURSOR_TTL_MS = 24 * 60 * 60 * 1000;
/** Inputs that may change from page to page. */
const FREE_FIELDS = new Set(["cursor", "limit", "max_tokens"]);

export interface Cursor {
  /** The vendor's own; undefined stands for its first page. */
  vendor: string | undefined;
  /** Rows of that page already shown. */
  skip: number;
  /** Rows of a vendor's page: another number would make other pages of the rest. */
  limit: number | undefined;
}

/** Seals a place in a list, bound to who asks, the tool and its other input. */
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

/** By the input as read, not as written: another spelling of the same arguments goes on with the same list. */
function bindingOf({ caller, entry, input }: Call): string {
  const kept = Object.entries(input).filter(([name]) => !FREE_FIELDS.has(name));
  return `${caller.connection.id}\0${entry.tool.name}\0${fingerprint(Object.fromEntries(kept))}`;
}

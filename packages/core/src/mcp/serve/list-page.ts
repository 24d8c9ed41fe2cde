import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { LIST_PAGE_SIZE } from "../catalog/index.ts";
import type { Sealer } from "../sealed/sealer.ts";

const CURSOR_TTL_MS = 60 * 60 * 1000;

/**
 * One page of a list (MCP server/utilities/pagination).
 *
 * @throws ProtocolError -32602 for a cursor that is not ours.
 */
export function listPage<Row>(
  rows: readonly Row[],
  cursor: string | undefined,
  options: { sealer: Sealer; list: string; pageSize?: number },
): { rows: Row[]; nextCursor?: string } {
  const { sealer, list, pageSize = LIST_PAGE_SIZE } = options;
  const from = cursor === undefined ? 0 : openOffset(sealer, cursor, list);
  const to = from + pageSize;
  const page = rows.slice(from, to);
  if (to >= rows.length) return { rows: page };
  return { rows: page, nextCursor: sealer.seal("cursor", to, { ttlMs: CURSOR_TTL_MS, binding: list }) };
}

function openOffset(sealer: Sealer, cursor: string, list: string): number {
  const opened = sealer.open("cursor", cursor, list);
  if (opened === undefined) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Invalid cursor for ${list}. Leave it out to begin anew.`);
  }
  return opened.value as number;
}

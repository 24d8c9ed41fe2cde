import {
  classifyInboundRequest,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  type InboundModernRoute,
} from "@modelcontextprotocol/server";
import { isObject } from "../is-object.ts";
import { lru } from "../../store/index.ts";
import { headerOf, type Inbound } from "./inbound.ts";

/** Says which revision a request is of, and whether it keeps to that revision's shape. */
export type Classify = (inbound: Pick<Inbound, "req" | "method" | "body">) => Classified;

type Classified = ReturnType<typeof classifyInboundRequest>;

type Request = Extract<InboundModernRoute, { messageKind: "request" }>;

const ENVELOPE = new Set<string>([PROTOCOL_VERSION_META_KEY, CLIENT_INFO_META_KEY, CLIENT_CAPABILITIES_META_KEY]);
const MAX_ENVELOPE_LENGTH = 2_000;

/**
 * The SDK judges every request. A client sends the same envelope (2026-07-28 basic "Per-request protocol fields") with each
 * of them, so what the SDK has said of an envelope is remembered and not asked again.
 */
export function createClassify(): Classify {
  const judged = lru<Request>(1_000);
  return (inbound) => {
    const envelope = plainEnvelope(inbound);
    const known = envelope === undefined ? undefined : judged.get(envelope);
    if (known !== undefined) return { ...known, message: inbound.body as Request["message"] };
    const route = classified(inbound);
    if (envelope !== undefined && route.kind === "modern" && route.messageKind === "request") {
      judged.set(envelope, { ...route, message: NOTHING });
    }
    return route;
  };
}

/** What is remembered is the judgement; the request itself may be large. */
const NOTHING: Request["message"] = { jsonrpc: "2.0", id: 0, method: "" };

/**
 * The text of everything that the judgement of a request depends on; undefined where it depends on more. What is tested
 * here is what the SDK tests beside the envelope.
 */
function plainEnvelope({ req, method, body }: Parameters<Classify>[0]): string | undefined {
  if (method !== "POST" || !isPlainRequest(body) || headerOf(req.headers, "mcp-method") !== body.method) {
    return undefined;
  }
  const meta = body.params["_meta"];
  if (!isObject(meta)) return undefined;
  for (const key in meta) if (!ENVELOPE.has(key)) return undefined;
  const text = `${headerOf(req.headers, "mcp-protocol-version")}\n${JSON.stringify(meta)}`;
  return text.length > MAX_ENVELOPE_LENGTH ? undefined : text;
}

interface PlainRequest {
  method: string;
  params: Readonly<Record<string, unknown>>;
}

function isPlainRequest(body: unknown): body is PlainRequest {
  if (!isObject(body)) return false;
  const { jsonrpc, id, method, params, ...others } = body;
  return (
    jsonrpc === "2.0" &&
    (typeof id === "string" || Number.isSafeInteger(id)) &&
    typeof method === "string" &&
    isObject(params) &&
    Object.keys(others).length === 0
  );
}

function classified({ req: { headers }, method, body }: Parameters<Classify>[0]): Classified {
  const protocolVersionHeader = headerOf(headers, "mcp-protocol-version");
  const mcpMethodHeader = headerOf(headers, "mcp-method");
  const mcpNameHeader = headerOf(headers, "mcp-name");
  return classifyInboundRequest({
    httpMethod: method,
    ...(protocolVersionHeader !== undefined && { protocolVersionHeader }),
    ...(mcpMethodHeader !== undefined && { mcpMethodHeader }),
    ...(mcpNameHeader !== undefined && { mcpNameHeader }),
    ...(body !== undefined && { body }),
  });
}

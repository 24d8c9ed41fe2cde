import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from "@modelcontextprotocol/server";
import { type ToolError, type AnyResource, type ResourceBody } from "../../connector/index.ts";
import { explainError } from "../call/explain-error.ts";
import { openUpstream } from "../call/open-upstream.ts";
import { cleanText } from "../render/clean-text.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import type { Notes } from "../serve/observed.ts";

export interface ReadBody {
  uri: string;
  mimeType: string;
  text?: string;
  blob?: string;
}

export interface FoundResource {
  resource: AnyResource;
  params: Record<string, unknown>;
}

/** The resource that a URI names, with the template's variables checked. */
export function findResource(scope: RequestScope, uri: string): FoundResource | undefined {
  const { resources, templates } = scope.catalogs.surroundings;
  const fixed = resources.find(({ published }) => published.uri === uri);
  if (fixed !== undefined) return { resource: fixed.resource, params: {} };
  for (const { resource, template } of templates) {
    const variables = template.match(uri);
    if (variables === undefined) continue;
    const parsed = resource.params?.safeParse(variables);
    if (parsed?.success === true) return { resource, params: parsed.data };
  }
  return undefined;
}

/**
 * Reads one resource for the caller.
 *
 * @throws ProtocolError -32602 when there is none, or none that the caller may see; -32603 for every other failure, with
 * the same words as a tool's error.
 */
export async function readResource(
  scope: RequestScope,
  uri: string,
  signal: AbortSignal,
  notes: Notes,
): Promise<{ bodies: ReadBody[]; ttlMs: number }> {
  const found = findResource(scope, uri);
  if (found === undefined) throw new ResourceNotFoundError(uri);
  const { resource, params } = found;
  const { runtime, caller } = scope;
  const deadlineAt = Date.now() + runtime.limits.callTimeoutMs;
  const { client, session } = await openUpstream(runtime, caller.connection, {
    signal,
    deadlineAt,
    dryRun: true,
    tool: resource.name,
  });
  try {
    const context = {
      client,
      signal,
      budget: runtime.limits.resultTokens,
      connection: { id: caller.connection.id, identity: await caller.connection.identity() },
    };
    const body = await resource.read(params as never, context as never);
    const bodies = (Array.isArray(body) ? body : [body]) as ResourceBody[];
    return { bodies: bodies.map((each) => named(each, uri, resource.mimeType)), ttlMs: resource.ttlMs ?? 0 };
  } catch (error) {
    const explained = explainError(error, runtime.connector.vendor, {
      cancelled: signal.aborted,
      expired: Date.now() >= deadlineAt,
      writes: 0,
    });
    notes.code = explained.code;
    if (explained.code === "internal")
      runtime.reportError(explained.cause ?? explained, { requestId: caller.requestId });
    throw protocolError(explained, uri);
  } finally {
    notes.upstream = { ...session.sent, requestIds: session.requestIds };
  }
}

function named(body: ResourceBody, uri: string, mimeType: string): ReadBody {
  const head = { uri: body.uri ?? uri, mimeType: body.mimeType ?? mimeType };
  return "text" in body ? { ...head, text: cleanText(body.text) as string } : { ...head, blob: body.blob };
}

function protocolError(error: ToolError, uri: string): ProtocolError {
  if (error.code === "not_found") return new ResourceNotFoundError(uri, error.message);
  const code = error.code === "invalid_input" ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  const { retryAfterS } = error.facts;
  return new ProtocolError(code, `${error.code}: ${error.message}`, {
    uri,
    code: error.code,
    ...(retryAfterS !== undefined && { retry_after_s: retryAfterS }),
  });
}

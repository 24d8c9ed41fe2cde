import { ResourceNotFoundError } from "@modelcontextprotocol/server";
import { ToolError, type AnyResource, type ResourceBody } from "../../connector/index.ts";
import { cleanText } from "../render/clean-text.ts";
import type { Notes } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { protocolError } from "./protocol-error.ts";
import { reading, type ReadingOptions } from "./reading.ts";

/** No vendor has longer names; matching stays cheap. */
const MAX_URI = 4_096;

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

/** The resource that a URI names for this caller, with the template's variables checked. */
export function findResource({ catalog }: Pick<RequestScope, "catalog">, uri: string): FoundResource | undefined {
  if (uri.length > MAX_URI) return undefined;
  const { resources, templates } = catalog.surroundings;
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
  const options = optionsOf(scope, found, signal, notes);
  try {
    const body = await reading(scope, options, (context) => resource.read(params as never, context as never));
    const bodies = (Array.isArray(body) ? body : [body]) as ResourceBody[];
    scope.runtime.subscriptions.noteRead(scope.caller.connection.id, uri);
    return { bodies: bodies.map((each) => named(each, uri, resource.mimeType)), ttlMs: resource.ttlMs ?? 0 };
  } catch (error) {
    throw error instanceof ToolError ? protocolError(error, uri) : error;
  }
}

/**
 * Whether the caller may read what a URI names, as far as the allow-lists say.
 *
 * @throws ProtocolError as reading it would.
 */
export async function mayRead(
  scope: RequestScope,
  { uri, ...found }: FoundResource & { uri: string },
  signal: AbortSignal,
  notes: Notes,
): Promise<void> {
  const options = { ...optionsOf(scope, found, signal, notes), shown: false };
  try {
    await reading(scope, options, async () => {});
  } catch (error) {
    throw error instanceof ToolError ? protocolError(error, uri) : error;
  }
}

function optionsOf({ runtime }: RequestScope, found: FoundResource, signal: AbortSignal, notes: Notes) {
  return { ...readingOf(found), signal, timeoutMs: runtime.limits.callTimeoutMs, notes };
}

/** What reading a resource is, for `reading`. */
export function readingOf({ resource, params }: FoundResource): Pick<ReadingOptions, "name" | "names" | "hold"> {
  const hold = resource.hold?.bind(resource);
  return { name: resource.name, names: params, hold: hold && ((context) => hold(params as never, context as never)) };
}

function named(body: ResourceBody, uri: string, mimeType: string): ReadBody {
  const head = { uri: body.uri ?? uri, mimeType: body.mimeType ?? mimeType };
  return "text" in body ? { ...head, text: cleanText(body.text) } : { ...head, blob: body.blob };
}

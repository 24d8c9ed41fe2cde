import { createHash } from "node:crypto";
import { ToolError } from "../../connector/index.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { findResource, readingOf } from "./read-resource.ts";
import { reading } from "./reading.ts";

const TIMEOUT_MS = 15_000;

/**
 * A text that is another one after a resource has changed, for one who may read it. Nobody waits for it: it leaves a part of
 * the vendor's quota to people.
 *
 * @throws ToolError when it cannot be read, as a tool's.
 */
export async function versionOf(scope: RequestScope, uri: string, gone: AbortSignal): Promise<string> {
  const found = findResource(scope, uri);
  if (found === undefined) throw new ToolError("not_found", `There is no ${uri}.`);
  const { resource, params } = found;
  const signal = AbortSignal.any([gone, AbortSignal.timeout(TIMEOUT_MS)]);
  const options = { ...readingOf(found), signal, timeoutMs: TIMEOUT_MS, notes: {}, bulk: true, shown: false };
  const version = await reading(scope, options, async (context) =>
    resource.version === undefined
      ? JSON.stringify(await resource.read(params as never, context as never))
      : resource.version(params as never, context as never),
  );
  return createHash("sha256").update(version).digest("base64url");
}

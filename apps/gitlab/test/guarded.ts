import { loadGuard, type Exchange, type Guard } from "@fairlead/testkit/guard";
import { guardExceptions, undescribed } from "./guard-exceptions.ts";

/** A guard over GitLab's own API description; undefined, and said so, where the description is absent. */
export async function theGuard(): Promise<Guard | undefined> {
  const guard = await loadGuard("gitlab", { exceptions: guardExceptions, ignore: isUndescribed });
  if (guard !== undefined) return guard;
  const reason = "GitLab's API description is absent: set VENDOR_OPENAPI_DIR to the folder that has gitlab.json.gz.";
  if (process.env["CI"] === "true") throw new Error(reason);
  process.stderr.write(`The guard is off. ${reason}\n`);
  return undefined;
}

/** An exchange as the description has it: its paths begin with /api/v4, the stand-in's below it. */
export function described(exchange: Exchange): Exchange {
  return { ...exchange, path: `/api/v4${exchange.path}` };
}

function isUndescribed({ method, path }: Exchange): boolean {
  return undescribed.some((operation) => operation.test(`${method} ${path}`));
}

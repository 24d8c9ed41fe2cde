import { guardOrSay, type Exchange, type Guard } from "@fairlead/testkit/guard";
import { guardExceptions, undescribed } from "./guard-exceptions.ts";

/** A guard over GitLab's own API description; undefined, and said so, where the description is absent. */
export function theGuard(): Promise<Guard | undefined> {
  return guardOrSay("gitlab", "GitLab", { exceptions: guardExceptions, ignore: isUndescribed });
}

/** An exchange as the description has it: its paths begin with /api/v4, the stand-in's below it. */
export function described(exchange: Exchange): Exchange {
  return { ...exchange, path: `/api/v4${exchange.path}` };
}

function isUndescribed({ method, path }: Exchange): boolean {
  return undescribed.some((operation) => operation.test(`${method} ${path}`));
}

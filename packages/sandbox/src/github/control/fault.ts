import type { CommonEffect, Fault as AnyFault } from "../../stand-in/faults.ts";
import type { LimitedResource } from "../state/limits.ts";

/** What a fault does to a request that it matches. */
export type Effect =
  | CommonEffect
  /** Leaves so many requests in the caller's primary limit, then goes on. */
  | { primary: { left: number; resource?: LimitedResource } }
  /** GitHub's secondary limit, which at times comes without any header. */
  | { secondary: 403 | 429; headers?: boolean; retryAfterS?: number }
  /** GraphQL's way of saying it: 200 with an error of type RATE_LIMIT. */
  | { graphqlLimit: true }
  /** Single sign-on is required: 403 with `x-github-sso`. */
  | { sso: { organization: string } };

/** Its path is a glob below /api/v3; GraphQL is "/graphql", files "/_blobs/NAME". */
export type Fault = AnyFault<Effect>;

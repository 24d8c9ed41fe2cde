import type Koa from "koa";
import type { CallTrace } from "../observe/index.ts";
import type { Target } from "./route-table.ts";

/** What the first middleware finds out about a request, for those behind it. */
export interface HttpState {
  requestId: string;
  /** As sent, without query. */
  path: string;
  target: Target;
  /** Will be answered with a stream that stays open until somebody closes it. */
  openEnded: boolean;
  /** Undefined where nobody wants one. */
  trace: CallTrace | undefined;
}

export type HttpContext = Koa.ParameterizedContext<HttpState>;

/** Guards are no `async` functions: each would cost every call a turn of the microtask queue. */
export type HttpMiddleware = (ctx: HttpContext, next: () => Promise<void>) => Promise<void> | void;

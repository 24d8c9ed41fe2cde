import type Provider from "oidc-provider";
import { StoreError } from "../../store/index.ts";

interface Answered {
  status: number;
  set(name: string, value: string): void;
}

/**
 * The provider calls every failure of its storage a 500 `server_error`, which clients give up on. One that passes is a 503
 * that says when to come again (RFC 9110 §15.6.4); no token or code was used up by it.
 */
export function answerStorageOutage(provider: Provider): void {
  const outages = new WeakMap<object, StoreError>();
  provider.on("server_error", (ctx, error) => {
    if (error instanceof StoreError) outages.set(ctx, error);
  });
  provider.use(async (ctx: object, next: () => Promise<void>) => {
    await next();
    const outage = outages.get(ctx);
    if (outage === undefined) return;
    const answer = ctx as Answered;
    answer.status = 503;
    answer.set("retry-after", String(outage.retryAfterS));
  });
}

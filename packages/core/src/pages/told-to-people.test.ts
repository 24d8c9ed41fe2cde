import { once } from "node:events";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { afterAll, expect, test } from "vitest";
import { AuditError } from "../audit/index.ts";
import { StoreError } from "../store/index.ts";
import { errorPage } from "./error-page.ts";
import { toldToPeople } from "./told-to-people.ts";

const broken: Readonly<Record<string, Error>> = {
  store: new StoreError("unavailable", "canary: 10.1.2.3 refused"),
  audit: new AuditError("canary: no space left on /var/lib", { code: "ENOSPC" }),
  code: new TypeError("canary is not a function"),
};
const reported: unknown[] = [];
const app = new Koa<{ requestId: string }>();
app.use((ctx) => {
  ctx.state.requestId = "r-1";
  return toldToPeople(() => Promise.reject(broken[ctx.path.slice(1)] ?? new Error("There is no such page.")), {
    page: (data) => errorPage(data, "/style.css"),
    advice: "Ask your operator.",
    reportError: (error) => reported.push(error),
  })(ctx);
});
const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ["store", 503, "Not at the moment", /^\d+$/],
  ["audit", 503, "Not at the moment", /^\d+$/],
  ["code", 500, "Something broke", /^$/],
])("a %s that fails is %d, %s", async (what, status, title, retryAfter) => {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${what}`);
  const page = await answer.text();
  expect([answer.status, answer.headers.get("retry-after") ?? ""]).toEqual([status, expect.stringMatching(retryAfter)]);
  expect(page).toContain(title);
  expect(page).toContain("r-1");
  expect(page).not.toContain("canary");
  expect(reported.at(-1)).toBe(broken[what]);
});

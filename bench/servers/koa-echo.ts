import Koa from "koa";
import type { AddressInfo } from "node:net";
import { answerParent } from "./answer-parent.ts";

/** The floor: Koa that reads a body, parses it and answers with JSON. */
const app = new Koa();
app.use(async (ctx) => {
  let text = "";
  for await (const chunk of ctx.req) text += String(chunk);
  ctx.body = { echo: JSON.parse(text) as unknown };
});
const server = app.listen(0, "127.0.0.1", () => {
  answerParent(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

import { pageOf, textOf, type Browser } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, expect, test } from "vitest";
import { send } from "../sign-in/testing/call-tool.ts";
import { startHub, type RunningHub } from "../sign-in/testing/start-hub.ts";
import { followed, formWith, postOwn, visitConsole } from "./testing/console-visitor.ts";

const PASSWORD = "a long enough password";
/** Of that password, as `fairlead operator hash` prints it. */
const HASH = "scrypt:16384:8:1:a2Ylg_H-RqGhQvpLpPFt1Q:1i2smodIynRNrpi2DzhFBFZWeo_AiXbt23FRI8EzrRo";
const PAGES = ["", "/audit", "/limits", "/vendors", "/jobs"];

let hub: RunningHub;
beforeAll(async () => {
  hub = await startHub({ env: { OPERATOR_PASSWORD_HASH: HASH, OPERATOR_SUBJECTS: "github:nobody:1" } });
});
afterAll(() => hub.close());

async function signIn(browser: Browser, password = PASSWORD) {
  const form = formWith(pageOf(await browser.visit(`${hub.url}/operator`)).html, "sign-in");
  form.set("password", password);
  return postOwn(browser, `${hub.url}/operator`, form);
}

test("nothing is served where nobody is set up", async () => {
  const bare = await startHub();
  for (const page of PAGES) expect((await fetch(`${bare.url}/operator${page}`)).status).toBe(404);
  await bare.close();
});

test("every page asks who it is first, and tells nothing", async () => {
  const { id } = await visitConsole(hub, "trenn");
  for (const page of PAGES) {
    const response = await fetch(`${hub.url}/operator${page}`);
    expect(response.status).toBe(401);
    const html = await response.text();
    expect(html).not.toContain(id);
    expect(html).not.toContain("trenn");
    expect(html).not.toContain(HASH);
  }
});

test("the password opens a session that is sent below /operator alone, and another password does not", async () => {
  const browser = hub.browser();
  expect((await signIn(browser, "not the password")).status).toBe(403);
  const before = browser.jar.header(new URL(`${hub.url}/operator`));
  expect((await signIn(browser)).status).toBe(303);
  expect(browser.jar.header(new URL(`${hub.url}/operator`))).not.toBe(before);
  expect(browser.jar.header(new URL(`${hub.url}/connections`))).toBe("");
  expect(browser.jar.lines().at(-1)).toMatch(/Path=\/operator; HttpOnly; SameSite=Lax/);
  for (const page of PAGES) expect(pageOf(await browser.visit(`${hub.url}/operator${page}`)).status).toBe(200);
  const audit = pageOf(await browser.visit(`${hub.url}/operator/audit?outcome=denied`));
  expect(textOf(audit.html)).toContain("operator.sign_in");
});

test("an operator ends a connection: its program is signed out, and that is on record", async () => {
  const { tokens, id } = await visitConsole(hub, "iokafor");
  const browser = hub.browser();
  await signIn(browser);
  const list = pageOf(await browser.visit(`${hub.url}/operator`));
  const form = formWith(list.html, "end");
  form.set("connection", id);
  const bare = new URLSearchParams(form);
  bare.delete("csrf");
  expect((await postOwn(browser, `${hub.url}/operator`, bare)).status).toBe(403);
  expect((await send(hub.mcpUrl, tokens.access_token, "tools/list")).status).toBe(200);
  const ended = await postOwn(browser, `${hub.url}/operator`, form);
  expect(ended.status).toBe(303);
  expect(textOf((await followed(browser, ended)).html)).toContain("It was ended.");
  expect((await postOwn(browser, `${hub.url}/operator`, form)).status).toBe(400);
  expect((await send(hub.mcpUrl, tokens.access_token, "tools/list")).status).toBe(401);
  const audit = async () => textOf(pageOf(await browser.visit(`${hub.url}/operator/audit`)).html);
  await expect.poll(audit).toContain("operator.connection_ended");
});

test("passwords are not tried for ever", async () => {
  const browser = hub.browser();
  const statuses: number[] = [];
  for (let tries = 0; tries < 7; tries += 1) statuses.push((await signIn(browser, "guessed")).status);
  expect(statuses.filter((status) => status === 403).length).toBeLessThanOrEqual(5);
  expect(statuses.at(-1)).toBe(429);
});

test("a person of the list opens it from their own connections, nobody else does", async () => {
  const listed = await startHub({ standIn: hub.standIn, env: { OPERATOR_SUBJECTS: subjectAt(hub) } });
  const [mlind, trenn] = [listed.browser(), listed.browser()];
  await mlind.press(await mlind.visit(`${listed.url}/connections`), "mlind");
  await trenn.press(await trenn.visit(`${listed.url}/connections`), "trenn");
  const door = `${listed.url}/connections/operator`;
  const own = formWith(pageOf(await mlind.visit(door)).html, "operator");
  expect((await trenn.request(door)).status).toBe(404);
  expect((await postOwn(trenn, door, own)).status).toBe(404);
  expect((await postOwn(mlind, door, own)).status).toBe(303);
  expect(textOf(pageOf(await mlind.visit(`${listed.url}/operator`)).html)).toContain("Connections");
  expect((await trenn.request(`${listed.url}/operator`)).status).toBe(401);
  await listed.close();
});

const subjectAt = ({ standIn }: RunningHub) => `github:${new URL(standIn.url).host}:41208120`;

import { signEvent } from "@fairlead/sandbox/slack";
import { expect, test } from "vitest";
import { isSignedBySlack } from "./is-signed-by-slack.ts";

const body = Buffer.from('{"type":"event_callback"}');
const atS = 1_800_000_000;
const signed = signEvent("secret", body.toString(), atS);
const check = ({ headers = signed as Record<string, string>, bytes = body, secret = "secret", nowS = atS } = {}) =>
  isSignedBySlack(new Headers(headers), bytes, secret, nowS * 1000);

test("Slack's own example holds", () => {
  const example =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  const headers = {
    "x-slack-request-timestamp": "1531420618",
    "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  };
  const secret = "8f742231b10e8888abcd99yyyzzz85a5";
  expect(check({ headers, bytes: Buffer.from(example), secret, nowS: 1_531_420_618 })).toBe(true);
});

test("within five minutes either way, and not beyond", () => {
  for (const nowS of [atS - 300, atS, atS + 300]) expect(check({ nowS }), String(nowS)).toBe(true);
  for (const nowS of [atS - 301, atS + 301]) expect(check({ nowS }), String(nowS)).toBe(false);
});

test.each([
  ["another body", { bytes: Buffer.from("{}") }],
  ["another secret", { secret: "other" }],
  ["no signature", { headers: { ...signed, "x-slack-signature": "" } }],
  ["half a signature", { headers: { ...signed, "x-slack-signature": "v0=abc" } }],
  [
    "another version",
    { headers: { ...signed, "x-slack-signature": (signed["x-slack-signature"] ?? "").replace("v0", "v1") } },
  ],
  ["another time", { headers: { ...signed, "x-slack-request-timestamp": String(atS + 1) } }],
  ["no time", { headers: { ...signed, "x-slack-request-timestamp": "" } }],
  ["a time that is none", { headers: { ...signed, "x-slack-request-timestamp": "1.8e9" } }],
])("not with %s", (_name, change) => expect(check(change)).toBe(false));

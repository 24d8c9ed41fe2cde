import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { serverKeys } from "./server-keys.ts";

const [secret, before] = [randomBytes(32), randomBytes(32)];

test("replicas with one secret have the same keys; connectors have different ones", () => {
  expect(serverKeys([secret], "github")).toEqual(serverKeys([secret], "github"));
  const [github, slack] = [serverKeys([secret], "github"), serverKeys([secret], "slack")];
  expect(github.cookies).not.toEqual(slack.cookies);
  expect(github.jwks.keys[0]?.kid).not.toBe(slack.jwks.keys[0]?.kid);
  const all = [
    ...github.cookies,
    ...[...github.clients, ...github.flows, github.forms].map((key) => key.toString("base64url")),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test("the signing key is a real one", () => {
  const [jwk] = serverKeys([secret], "github").jwks.keys;
  const point = { kty: "EC", crv: "P-256", x: String(jwk?.x), y: String(jwk?.y) };
  const key = createPrivateKey({ key: { ...point, d: String(jwk?.d) }, format: "jwk" });
  const publicKey = createPublicKey({ key: point, format: "jwk" });
  const data = Buffer.from("signed");
  expect(verify("sha256", data, publicKey, sign("sha256", data, key))).toBe(true);
});

test("a secret that was rotated out still opens, and the new one is used", () => {
  const [old, rotated] = [serverKeys([before], "github"), serverKeys([secret, before], "github")];
  for (const list of ["cookies", "clients", "flows"] as const) {
    expect(rotated[list]).toHaveLength(2);
    expect(rotated[list][1]).toEqual(old[list][0]);
    expect(rotated[list][0]).not.toEqual(old[list][0]);
  }
  expect(rotated.jwks.keys.map(({ kid }) => kid)).toContain(old.jwks.keys[0]?.kid);
});

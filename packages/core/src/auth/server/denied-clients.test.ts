import { expect, test } from "vitest";
import { deniedClients } from "./denied-clients.ts";

const isDenied = deniedClients(["d1.Sealed", "banned.example", "Shouted.Example"]);

test.each([
  "d1.Sealed",
  "https://banned.example/client.json",
  "https://banned.example:8443/another.json",
  "HTTPS://banned.example/client.json",
  "https://Banned.Example/client.json",
  "https://banned.example./client.json",
  "https://shouted.example/client.json",
])("%s is turned away", (clientId) => {
  expect(isDenied(clientId)).toBe(true);
});

test.each(["d1.sealed", "https://notbanned.example/client.json", "https://x.example/?banned.example"])(
  "%s is another one",
  (clientId) => {
    expect(isDenied(clientId)).toBe(false);
  },
);

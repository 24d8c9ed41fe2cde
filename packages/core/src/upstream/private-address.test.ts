import { promisify } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isLoopbackHost, isPrivateAddress, publicLookup } from "./private-address.ts";
import { rejection } from "./testing/upstream-under-test.ts";
import { UpstreamError } from "./upstream-error.ts";

test.each([
  ["10.1.2.3", true],
  ["127.0.0.1", true],
  ["169.254.169.254", true],
  ["100.100.100.200", true],
  ["172.31.255.255", true],
  ["192.168.0.1", true],
  ["0.0.0.0", true],
  ["[::1]", true],
  ["::", true],
  ["[fd00:ec2::254]", true],
  ["[fe80::1]", true],
  ["[::ffff:10.0.0.1]", true],
  ["[::ffff:7f00:1]", true],
  ["[64:ff9b::a00:1]", true],
  ["[2002:a00:1::]", true],
  ["140.82.121.4", false],
  ["172.32.0.1", false],
  ["[2606:50c0:8000::154]", false],
  ["storage.example", false],
])("%s is private: %s", (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});

test("every form a URL gives an IPv4 loopback or link-local address in is seen through", () => {
  fc.assert(
    fc.property(fc.constantFrom(127, 10), fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(3), (a, b, c, d, form) => {
      const number = ((a * 256 + b) * 256 + c) * 256 + d;
      const written = [`${a}.${b}.${c}.${d}`, `${number}`, `0x${number.toString(16)}`, `${a}.${b}.${c * 256 + d}`][
        form
      ];
      expect(isPrivateAddress(new URL(`https://${written}/`).hostname)).toBe(true);
    }),
  );
});

test("loopback is told by name and by address", () => {
  expect(["localhost", "127.0.0.1", "127.9.9.9", "[::1]"].every(isLoopbackHost)).toBe(true);
  expect(["127.example", "localhost.example", "10.0.0.1", "0.0.0.0"].some(isLoopbackHost)).toBe(false);
});

test("a lookup of a public address gives it, in either form Node asks for", async () => {
  const lookup = promisify(publicLookup);
  expect(await lookup("140.82.121.4", { all: true })).toEqual([{ address: "140.82.121.4", family: 4 }]);
  expect(await lookup("140.82.121.4", {})).toBe("140.82.121.4");
});

test("a lookup that ends at a private address fails as refused", async () => {
  const error = await rejection(promisify(publicLookup)("localhost", { all: true }));
  expect(error).toBeInstanceOf(UpstreamError);
  expect(error).toMatchObject({ kind: "egress_refused", sent: false });
});

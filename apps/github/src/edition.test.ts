import { describe, expect, test } from "vitest";
import { editionOf, isEditionHost } from "./edition.ts";

test("GitHub.com and GHE.com have an API host of their own", () => {
  expect(editionOf("github.com")).toMatchObject({
    webUrl: "https://github.com",
    restUrl: "https://api.github.com",
    apiHosts: ["api.github.com"],
  });
  expect(editionOf("octo.ghe.com")).toMatchObject({
    restUrl: "https://api.octo.ghe.com",
    apiHosts: ["api.octo.ghe.com"],
  });
});

test("GitHub Enterprise Server has its API below the host, with or without a scheme in the setting", () => {
  for (const host of ["git.example.com", "https://git.example.com/"]) {
    expect(editionOf(host)).toMatchObject({
      webUrl: "https://git.example.com",
      restUrl: "https://git.example.com/api/v3",
      apiHosts: ["git.example.com"],
      loopback: false,
    });
  }
});

test("a stand-in on loopback may have a port, a path and plain http", () => {
  expect(editionOf("http://127.0.0.1:4000/github")).toEqual({
    webUrl: "http://127.0.0.1:4000/github",
    restUrl: "http://127.0.0.1:4000/github/api/v3",
    apiHosts: ["127.0.0.1:4000"],
    downloadHosts: [],
    loopback: true,
  });
});

describe("refused hosts", () => {
  test.each([
    "http://github.com",
    "ftp://git.example.com",
    "https://user:secret@git.example.com",
    "git.example.com?x",
    "",
  ])("%s", (host) => {
    expect(isEditionHost(host)).toBe(false);
    expect(() => editionOf(host)).toThrow(TypeError);
  });
});

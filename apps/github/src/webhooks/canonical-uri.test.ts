import { expect, test } from "vitest";
import { canonicalUri } from "./canonical-uri.ts";

test.each([
  ["github://repos/Harbor/StoreFront/issues/3", "github://repos/harbor/storefront/issues/3"],
  [
    "repo://Harbor/storefront/refs/heads/Fix%2fCart/contents",
    "repo://harbor/storefront/refs/heads/Fix%2FCart/contents",
  ],
  [
    "repo://harbor/storefront/refs/heads/m%61in/contents/A.ts",
    "repo://harbor/storefront/refs/heads/main/contents/A.ts",
  ],
  ["github://viewer", "github://viewer"],
  ["repo://harbor/%zz/contents", "repo://harbor/%zz/contents"],
  ["nothing", "nothing"],
])("%s", (uri, canonical) => {
  expect(canonicalUri(uri)).toBe(canonical);
  expect(canonicalUri(canonical)).toBe(canonical);
});

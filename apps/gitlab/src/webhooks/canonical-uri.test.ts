import { expect, test } from "vitest";
import { canonicalUri } from "./canonical-uri.ts";

test.each([
  ["gitlab://projects/Harbor%2FStoreFront/issues/3", "gitlab://projects/harbor%2Fstorefront/issues/3"],
  ["gitlab://projects/harbor%2fstorefront", "gitlab://projects/harbor%2Fstorefront"],
  ["gitlab://projects/1/contents/Fix%2fCart/m%61in/A.ts", "gitlab://projects/1/contents/Fix%2FCart/main/A.ts"],
  ["gitlab://projects/1/jobs/9/log?from=3", "gitlab://projects/1/jobs/9/log?from=3"],
  ["gitlab://viewer", "gitlab://viewer"],
  ["gitlab://projects/%zz/issues/1", "gitlab://projects/%zz/issues/1"],
  ["nothing", "nothing"],
])("%s", (uri, canonical) => {
  expect(canonicalUri(uri)).toBe(canonical);
  expect(canonicalUri(canonical)).toBe(canonical);
});

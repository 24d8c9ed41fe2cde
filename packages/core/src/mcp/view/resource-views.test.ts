import { expect, test } from "vitest";
import { toy } from "../testing/toy-connector.ts";
import { resourceViews } from "./resource-views.ts";

const vendor = { ...toy.vendor, baseline: ["notes:read"] };
const viewOf = resourceViews({ ...toy, vendor });

test.each([
  ["/mcp", { profile: undefined, readonly: false, scopes: ["notes:read"] }],
  ["/mcp/@work/readonly", { profile: "work", readonly: true, scopes: ["notes:read"] }],
  // What a toolset's tools need, and only then: nobody is asked for it at first.
  ["/mcp/x/notes", { profile: undefined, readonly: false, scopes: ["notes:read", "notes"] }],
  ["/mcp/x/notes/readonly", { profile: undefined, readonly: true, scopes: ["notes:read"] }],
  ["/mcp/x/extras", { profile: undefined, readonly: false, scopes: ["notes:read"] }],
])("%s", (path, view) => expect(viewOf(path)).toEqual(view));

test.each(["/mcp/nothing", "/mcp/x/nothing", "/mcp/@", "/mcp/x/%"])("%s is no URL of ours", (path) => {
  expect(viewOf(path)).toBeUndefined();
});

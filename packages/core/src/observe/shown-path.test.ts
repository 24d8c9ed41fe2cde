import { expect, test } from "vitest";
import { shownPath } from "./shown-path.ts";

test.each([
  ["/repos/harbor/storefront/issues/12", { owner: "harbor", repo: "storefront", number: 12 }, "/repos/{}/{}/issues/{}"],
  ["/repos/harbor/storefront/issues/12/comments", {}, "/repos/harbor/storefront/issues/{}/comments"],
  [
    "/api/v4/projects/harbor%2Fstorefront/merge_requests",
    { project: "harbor/storefront" },
    "/api/v4/projects/{}/merge_requests",
  ],
  [
    "/repos/a/b/contents/src/the%20plan.md",
    { owner: "a", repo: "b", path: "src/the plan.md" },
    "/repos/{}/{}/contents/{}/{}",
  ],
  [
    "/repos/a/b/git/ref/heads/fix-cents",
    { owner: "A", repo: "B", branches: [{ name: "fix-cents" }] },
    "/repos/{}/{}/git/ref/heads/{}",
  ],
  ["/api/chat.postMessage", { channel: "C0123", text: "hello" }, "/api/chat.postMessage"],
  ["/user", undefined, "/user"],
  ["/files/0f3c9a77b2/download", {}, "/files/{}/download"],
  ["/x/%E0%A4%A", {}, "/x/{}"],
])("%s, of %j, is shown as %s", (path, named, shown) => expect(shownPath(path, named)).toBe(shown));

import { expect, test } from "vitest";
import { gitlabVendor } from "./vendor.ts";

const endpoint = gitlabVendor.endpoint(gitlabVendor.settings.parse({ url: "https://git.example.com/gitlab" }));
const reads = (path: string, body: string | undefined, method = "POST") =>
  endpoint.readOnly?.({ method, url: new URL(path, "https://git.example.com"), body });

test("a POST reads when it is a GraphQL query, and only then", () => {
  const query = JSON.stringify({ query: "{ currentUser { id } }" });
  expect(reads("/gitlab/api/graphql", query)).toBe(true);
  for (const text of ["mutation { a }", "\n  mutation { a }", "fragment F on User { id } mutation { a }"]) {
    expect(reads("/gitlab/api/graphql", JSON.stringify({ variables: {}, query: text }))).toBe(false);
  }
  expect(reads("/gitlab/api/graphql", undefined)).toBe(false);
  expect(reads("/gitlab/api/graphql", query, "PUT")).toBe(false);
  expect(reads("/gitlab/api/v4/markdown", query)).toBe(false);
});

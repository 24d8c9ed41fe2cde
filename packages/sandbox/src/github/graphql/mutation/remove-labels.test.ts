import { afterAll, beforeAll, expect, test } from "vitest";
import { startGithub, type GithubStandIn } from "../../index.ts";
import { testGraphql } from "../test-graphql.ts";

let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(() => github.close());

const REMOVE = `mutation ($id: ID!, $labels: [ID!]!) {
  removeLabelsFromLabelable(input: { labelableId: $id, labelIds: $labels }) { labelable { labels(first: 9) { nodes { name } } } }
}`;

interface Carrier {
  repository: { issueOrPullRequest: { id: string; labels: { nodes: { id: string; name: string }[] } } };
}

test.each([3, 32])("labels of %i are taken off together; what is not there is no error", async (number) => {
  github.control.reset();
  const mlind = testGraphql(github);
  const labels = "id labels(first: 9) { nodes { id name } }";
  const { data } = await mlind<Carrier>(
    `{ repository(owner: "harbor", name: "storefront") { issueOrPullRequest(number: ${number}) { ... on Issue { ${labels} } ... on PullRequest { ${labels} } } } }`,
  );
  const { id, labels: carried } = data?.repository.issueOrPullRequest ?? { id: "", labels: { nodes: [] } };
  const [kept, ...gone] = carried.nodes;
  const variables = { id, labels: gone.map((label) => label.id) };
  expect((await testGraphql(github, "iokafor")(REMOVE, variables)).errors?.[0]?.type).toBe("NOT_FOUND");
  for (let time = 0; time < 2; time += 1) {
    expect((await mlind(REMOVE, variables)).data).toEqual({
      removeLabelsFromLabelable: { labelable: { labels: { nodes: [{ name: kept?.name }] } } },
    });
  }
});

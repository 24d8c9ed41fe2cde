import { createRepository } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import { licenses } from "../state/licenses.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import type { SeedFiles } from "../../harbor/write-history.ts";
import { writeHistory } from "./write-history.ts";

const quickStart = `# Quick start

    npm create harbor-shop my-shop
    cd my-shop
    npm run dev

The shop answers on port 8080. It has ten products and a payment provider that says yes to every card.

## Next

- [Totals](totals.md)
- [Refunds](refunds.md)
- [API reference](https://docs.harbor.example/api/v3)
`;

const totals = `# How totals are made

Every amount is in whole cents. A line costs its unit price times the quantity, less the discount. Shipping is free from
50 EUR.
`;

const refunds = `# Refunds

1. Open the order and choose **Refund**.
2. Enter an amount or choose lines.
3. The customer has the money within five days.

A partial refund gives back a part of the provider's fee.
`;

const reference = `# API

| call | what |
| --- | --- |
| GET /products | the catalogue, 100 per page |
| POST /carts | a new cart |
| PUT /carts/{id}/lines | replaces the lines |
| POST /carts/{id}/order | orders what is in the cart |

Errors are JSON with \`code\` and \`message\`.
`;

const files: SeedFiles = {
  "README.md": "# Harbor documentation\n\nWhat is at docs.harbor.example. Corrections are welcome, from anybody.\n",
  LICENSE: licenses["mit"]?.text ?? "",
  "guide/quick-start.md": quickStart,
  "guide/totals.md": totals,
  "guide/refunds.md": refunds,
  "reference/api.md": reference,
  ".github/workflows/links.yml":
    'name: links\non:\n  schedule:\n    - cron: "0 5 * * 1"\njobs:\n  links:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n      - run: npx markdown-link-check guide/*.md\n',
};

/** harbor/docs: public, written by the writers. */
export function seedDocs(world: World): Repository {
  const owner = findAccount(world, "harbor");
  if (!owner) throw new Error("people come first");
  const license = licenses["mit"];
  const repository = createRepository(world, owner, "docs", {
    description: "What is at docs.harbor.example",
    homepage: "https://docs.harbor.example",
    visibility: "public",
    topics: ["documentation"],
    license: license ? { key: license.key, name: license.name, spdxId: license.spdxId } : null,
    hasDiscussions: true,
    createdAtMs: daysAgo(350),
    updatedAtMs: daysAgo(9),
    pushedAtMs: daysAgo(9),
  });
  repository.stars.set("mlind", daysAgo(200)).set("iokafor", daysAgo(190)).set("driveby7", daysAgo(20));
  const tip = writeHistory(world, repository.git, undefined, [
    {
      author: "iokafor",
      ageDays: 349,
      message: "First pages",
      files: { ...files, "guide/refunds.md": null, "reference/api.md": null },
    },
    {
      author: "iokafor",
      ageDays: 200,
      message: "Refunds",
      files: { "guide/refunds.md": refunds.replace("\nA partial", "\nAsk support first.\n\nA partial") },
    },
    { author: "trenn", ageDays: 90, message: "API reference", files: { "reference/api.md": reference } },
    {
      author: "iokafor",
      ageDays: 41,
      message: "Refunds: the new dialog\n\nFixes #1",
      files: { "guide/refunds.md": refunds },
    },
  ]);
  repository.git.refs.set("refs/heads/main", tip);
  const rounding = writeHistory(world, repository.git, tip, [
    {
      author: "iokafor",
      ageDays: 9,
      message: "Totals are rounded once per line",
      files: { "guide/totals.md": `${totals}\nAmounts are rounded once per line, as on the invoice.\n` },
    },
  ]);
  repository.git.refs.set("refs/heads/totals-rounding", rounding);
  return repository;
}

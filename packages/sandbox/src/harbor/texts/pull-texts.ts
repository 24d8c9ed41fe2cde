/** A pull request as the seed tells it; branch, title and author are in `seed/branches.ts`. */
export interface PullText {
  readonly ageDays: number;
  readonly body: string;
  readonly labels?: readonly string[];
  readonly milestone?: string;
  readonly assignees?: readonly string[];
  readonly reviewers?: readonly string[];
  readonly teams?: readonly string[];
  readonly draft?: boolean;
}

/** Ages rise and fall with the numbers: a later number was opened later. */
export const pullTexts: Readonly<Record<31 | 32 | 33 | 34 | 35 | 36 | 37 | 38, PullText>> = {
  31: {
    ageDays: 1.39,
    body: "## Why\n\nGift cards can be bought but not redeemed.\n\n## What\n\nA card pays a part of the total or all of it, the rest goes to the provider.\n\nCloses #23\n\n## How to try it\n\n- [x] a test says what changed\n- [x] no price is rounded twice",
    labels: ["enhancement", "cart", "checkout"],
    milestone: "5.0",
    assignees: ["trenn"],
  },
  32: {
    ageDays: 1.38,
    body: "## Why\n\nCustomers come back after weeks and find their cart empty.\n\n## What\n\nCarts live for a month, and a signed-in customer can keep several by name.\n\n## How to try it\n\n- [ ] a test says what changed",
    labels: ["enhancement", "cart"],
    assignees: ["trenn"],
  },
  33: {
    ageDays: 1.37,
    body: "Snapshots for every page of the catalogue, made by `scripts/snapshots.ts`, and the dependencies of the month. The lockfile is not meant to be read.\n\nRelated to #25.",
    labels: ["catalog"],
    reviewers: ["mlind"],
  },
  34: {
    ageDays: 1.3,
    body: "Shows `EUR` beside every price, for the Swedish pages.\n\nNeeds a rebase since prices follow the locale.",
    labels: ["catalog"],
    reviewers: ["mlind"],
  },
  35: {
    ageDays: 1.25,
    body: "First try, not for review. Price needs buckets, see the TODO.\n\nPart of #15.",
    labels: ["catalog", "performance"],
    draft: true,
  },
  36: {
    ageDays: 1.22,
    body: "The README promised order mails that do not exist any more.",
    labels: ["documentation"],
  },
  37: {
    ageDays: 1.19,
    body: "## Why\n\nThe cart adds fractions of a cent, the invoice does not.\n\n## What\n\n`lineTotal` gives whole cents. Two tests: one per line, one per unit.\n\nFixes #12\n\n## How to try it\n\n- [x] a test says what changed\n- [ ] no price is rounded twice",
    labels: ["bug", "cart", "priority: high"],
    milestone: "4.9",
    assignees: ["trenn"],
    reviewers: ["mlind"],
  },
  38: {
    ageDays: 0.99,
    body: "The accountants want a file for their own tool: semicolons, CRLF, one line per order.",
    labels: ["enhancement"],
    assignees: ["mlind"],
    reviewers: ["trenn"],
    teams: ["shop"],
  },
};

import { createGit, type Git } from "../../git/index.ts";
import { pullBranches } from "../../harbor/branches.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import { goFiles } from "../../harbor/payments/go-files.ts";
import { ledgerFiles } from "../../harbor/payments/ledger-files.ts";
import { earlySteps, lateSteps } from "../../harbor/storefront/main-branch.ts";
import { earlyBranches, lateBranches } from "../../harbor/storefront/pull-branches.ts";
import { readmeText } from "../../harbor/storefront/root-files.ts";
import { snapshotBranch } from "../../harbor/storefront/snapshot-branch.ts";
import { defaultLabels, storefrontLabels, storefrontMilestones } from "../../harbor/texts/labels.ts";
import { moreStorefrontIssues } from "../../harbor/texts/more-storefront-issues.ts";
import { docsIssues, paymentsIssues } from "../../harbor/texts/other-issues.ts";
import { storefrontIssues } from "../../harbor/texts/storefront-issues.ts";
import { writeHistory, type Signers, type Step } from "../../harbor/write-history.ts";
import { LEVEL, type Group } from "../state/account.ts";
import { newProject } from "../state/new-project.ts";
import { signatureOf } from "../state/signature.ts";
import { createWorld, userNamed, type World } from "../state/world.ts";
import { seedIssues, seedLabels, seedMilestones, usernameOf } from "./issues.ts";
import { seedMergeRequests } from "./merge-requests.ts";
import { seedPeople } from "./people.ts";
import { cartRunner, seedPaymentsPipelines, seedStorefrontPipelines } from "./pipelines.ts";
import { seedApp, tokenRows } from "./tokens.ts";

const ciFile: Step = {
  author: "mlind",
  ageDays: 12,
  message: "Build and test on GitLab",
  files: {
    ".gitlab-ci.yml":
      "stages: [build, test]\n\nbuild:\n  stage: build\n  script: [npm ci, npm run build]\n\ntest:\n  stage: test\n  script: [npm ci, npx vitest run]\n",
  },
};

/** Commits as people of this world. Made once: every reset has the same history. */
function historyOf(world: World) {
  const person = (author: string, atMs: number) => signatureOf(userNamed(world, usernameOf(author)), atMs);
  const signers: Signers = { person, merger: (atMs) => person("mlind", atMs) };
  return (git: Git, tip: string | undefined, steps: readonly Step[]) => writeHistory(signers, git, tip, steps);
}

let shop: Git | undefined;

/** The shop's git data, written by the first seed and shared by the later ones: objects never change, refs are copied. */
function shopGit(world: World): Git {
  if (!shop) {
    const write = historyOf(world);
    const git = createGit();
    const early = write(git, undefined, earlySteps);
    const tip = write(git, early, [ciFile, ...lateSteps]);
    const typo = readmeText.replace("catalogue, cart, checkout and order mails", "catalogue, cart and checkout");
    const branches = [
      ...earlyBranches.map((branch) => ({ ...branch, from: early })),
      ...[...lateBranches, snapshotBranch].map((branch) => ({ ...branch, from: tip })),
      {
        name: pullBranches[36].branch,
        from: early,
        steps: [{ author: "mlind", ageDays: 6, message: "Fix wording in the README", files: { "README.md": typo } }],
      },
    ];
    git.refs.set("refs/heads/main", tip);
    for (const { name, from, steps } of branches) git.refs.set(`refs/heads/${name}`, write(git, from, steps));
    shop = git;
  }
  return { objects: shop.objects, refs: new Map(shop.refs) };
}

function seedStorefront(world: World, harbor: Group) {
  const project = newProject(world, {
    id: 1,
    group: harbor,
    namespacePath: "harbor",
    path: "storefront",
    name: "Storefront",
    description: "The shop at harbor.example: catalogue, cart, checkout",
    git: shopGit(world),
    topics: ["shop", "typescript", "vite"],
    mergeMethod: "rebase_merge",
    pipelineMustSucceed: true,
    discussionsMustBeResolved: true,
    approvalsRequired: 1,
    createdAtMs: daysAgo(403),
    lastActivityAtMs: daysAgo(0.8),
    starredBy: new Set(["mlind", "trenn"]),
    members: new Map([[userNamed(world, "project_1_bot_6f1c").id, LEVEL.maintainer]]),
  });
  project.runner = cartRunner(project);
  world.renames.set("harbor/shop", project.id);
  seedLabels(world, project, [...defaultLabels, ...storefrontLabels]);
  seedMilestones(world, project, storefrontMilestones);
  seedIssues(world, project, [...storefrontIssues, ...moreStorefrontIssues]);
  seedMergeRequests(world, project);
  return project;
}

function seedPayments(world: World, platform: Group) {
  const git = createGit();
  const write = historyOf(world);
  const tip = write(git, undefined, [
    { author: "iokafor", ageDays: 389, message: "Payments as a service of its own", files: goFiles },
    { author: "iokafor", ageDays: 120, message: "Ledger, settlement, invoice", files: ledgerFiles },
  ]);
  git.refs.set("refs/heads/main", tip);
  const project = newProject(world, {
    id: 2,
    group: platform,
    namespacePath: platform.fullPath,
    path: "payments",
    name: "Payments",
    description: "Intents, refunds and the ledger",
    git,
    topics: ["go", "payments"],
    createdAtMs: daysAgo(390),
    lastActivityAtMs: daysAgo(5),
    members: new Map([[userNamed(world, "iokafor").id, LEVEL.developer]]),
  });
  seedLabels(world, project, defaultLabels);
  seedIssues(world, project, paymentsIssues);
  seedPaymentsPipelines(world, project);
  return project;
}

function seedDocs(world: World, harbor: Group): void {
  const git = createGit();
  const write = historyOf(world);
  const files = {
    "README.md": "# Harbor documentation\n\nWhat is at docs.harbor.example. Corrections are welcome, from anybody.\n",
    "guide/totals.md": "# How totals are made\n\nEvery amount is in whole cents.\n",
    "guide/quick-start.md": "# Quick start\n\n    npm create harbor-shop my-shop\n",
  };
  git.refs.set(
    "refs/heads/main",
    write(git, undefined, [{ author: "iokafor", ageDays: 349, message: "First pages", files }]),
  );
  const project = newProject(world, {
    id: 3,
    group: harbor,
    namespacePath: "harbor",
    path: "docs",
    name: "Docs",
    description: "What is at docs.harbor.example",
    visibility: "public",
    git,
    topics: ["documentation"],
    createdAtMs: daysAgo(350),
    lastActivityAtMs: daysAgo(9),
    members: new Map([[userNamed(world, "iokafor").id, LEVEL.maintainer]]),
  });
  seedLabels(world, project, defaultLabels);
  seedIssues(world, project, docsIssues);
}

/** A world at its beginning. */
export function createSeededWorld(url: string): World {
  const world = createWorld(url);
  const { harbor, platform } = seedPeople(world);
  for (const token of tokenRows(world.now())) world.tokens.set(token.secret, token);
  world.signIn.apps.set(seedApp.clientId, seedApp);
  const storefront = seedStorefront(world, harbor);
  const payments = seedPayments(world, platform);
  seedDocs(world, harbor);
  seedStorefrontPipelines(world, storefront, payments);
  return world;
}

import { createRepository } from "../../state/repository.ts";
import type { Repository } from "../../state/repository.ts";
import { writeTag } from "../../state/git.ts";
import { signatureOf } from "../../state/signature.ts";
import type { World } from "../../state/world.ts";
import { findAccount } from "../../state/world.ts";
import { pullBranches } from "../../../harbor/branches.ts";
import { daysAgo } from "../../../harbor/epoch.ts";
import { writeHistory } from "../write-history.ts";
import { earlySteps, lateSteps } from "../../../harbor/storefront/main-branch.ts";
import { earlyBranches, lateBranches } from "../../../harbor/storefront/pull-branches.ts";
import { readmeText } from "../../../harbor/storefront/root-files.ts";
import { snapshotBranch } from "../../../harbor/storefront/snapshot-branch.ts";

/** `main` of the shop: one approval, the check `test`, no force, no deletion. */
function ruleset(id: number): Repository["rulesets"][number] {
  return {
    id,
    name: "main",
    include: ["~DEFAULT_BRANCH"],
    enforcement: "active",
    bypass: [],
    rules: [
      { type: "deletion" },
      { type: "non_fast_forward" },
      {
        type: "pull_request",
        requiredApprovals: 1,
        dismissStaleReviews: false,
        requireCodeOwnerReview: false,
        requireLastPushApproval: false,
        requireThreadResolution: true,
      },
      { type: "required_status_checks", strict: false, contexts: ["test"] },
    ],
  };
}

function tag(world: World, repository: Repository, name: string, oid: string, ageDays: number): void {
  const bot = findAccount(world, "harbor-ci[bot]");
  if (!bot) return;
  const made = writeTag(repository.git, {
    object: oid,
    objectType: "commit",
    name,
    tagger: signatureOf(bot, daysAgo(ageDays)),
    message: `Storefront ${name.slice(1)}`,
  });
  repository.git.refs.set(`refs/tags/${name}`, made.oid);
}

/** harbor/storefront with every branch, and driveby7's fork of it. Its name was harbor/shop once. */
export function seedStorefront(world: World): Repository {
  const owner = findAccount(world, "harbor");
  const outsider = findAccount(world, "driveby7");
  if (!owner || !outsider) throw new Error("people come first");
  const repository = createRepository(world, owner, "storefront", {
    description: "The shop at harbor.example: catalogue, cart, checkout",
    homepage: "https://harbor.example",
    visibility: "private",
    topics: ["shop", "typescript", "vite"],
    allowAutoMerge: true,
    createdAtMs: daysAgo(403),
    updatedAtMs: daysAgo(0.8),
    pushedAtMs: daysAgo(0.8),
  });
  repository.rulesets.push(ruleset(world.nextId("ruleset")));
  repository.stars.set("mlind", daysAgo(300)).set("trenn", daysAgo(280));
  world.renames.set("harbor/shop", repository.id);

  const { git } = repository;
  const early = writeHistory(world, git, undefined, earlySteps);
  const tip = writeHistory(world, git, early, lateSteps);
  git.refs.set("refs/heads/main", tip);
  git.refs.set("refs/heads/release/4.8", early);
  tag(world, repository, "v4.8.0", early, 21);
  tag(world, repository, "v4.8.1", tip, 2);
  for (const { name, steps } of earlyBranches)
    git.refs.set(`refs/heads/${name}`, writeHistory(world, git, early, steps));
  for (const { name, steps } of [...lateBranches, snapshotBranch])
    git.refs.set(`refs/heads/${name}`, writeHistory(world, git, tip, steps));

  // The fork is as private as its parent; its owner worked for the shop once and cannot see the parent any more.
  const fork = createRepository(world, outsider, "storefront", {
    parent: repository,
    description: repository.description,
    visibility: "private",
    hasIssues: false,
    createdAtMs: daysAgo(38),
    updatedAtMs: daysAgo(6),
    pushedAtMs: daysAgo(6),
  });
  fork.git.refs.set("refs/heads/main", early);
  const readme = readmeText.replace(
    "catalogue, cart, checkout and order mails",
    "catalogue, cart, checkout and e-mails about orders",
  );
  const fixed = writeHistory(world, fork.git, early, [
    { author: "driveby7", ageDays: 6, message: "Fix wording in the README", files: { "README.md": readme } },
  ]);
  fork.git.refs.set(`refs/heads/${pullBranches[36].branch}`, fixed);
  return repository;
}

import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { findRepository } from "../state/world.ts";
import { cartRunner } from "./cart-runner.ts";
import { seedConversations, seedIssues, seedLabels } from "./issues.ts";
import { seedPaymentsRuns } from "./payments-runs.ts";
import { seedPulls } from "./pulls.ts";
import { runOnPush } from "./run-on-push.ts";
import { seedStorefrontRuns } from "./storefront-runs.ts";
import { defaultLabels, storefrontLabels, storefrontMilestones } from "../../harbor/texts/labels.ts";
import { moreStorefrontIssues } from "../../harbor/texts/more-storefront-issues.ts";
import { docsIssues, legacyIssues, paymentsIssues } from "../../harbor/texts/other-issues.ts";
import { storefrontIssues } from "../../harbor/texts/storefront-issues.ts";

function named(world: World, fullName: string): Repository {
  const found = findRepository(world, fullName)?.repository;
  if (!found) throw new Error(`the seed has no ${fullName}`);
  return found;
}

/** Issues, pull requests, reviews, runs and checks, once people and repositories exist. */
export function seedCollaboration(world: World): void {
  const storefront = named(world, "harbor/storefront");
  const shopIssues = [...storefrontIssues, ...moreStorefrontIssues];
  const rows = [
    { repository: storefront, texts: shopIssues },
    { repository: named(world, "harbor/payments"), texts: paymentsIssues },
    { repository: named(world, "harbor/docs"), texts: docsIssues },
    { repository: named(world, "harbor/legacy"), texts: legacyIssues },
  ];
  for (const { repository, texts } of rows) {
    const shop = repository === storefront;
    seedLabels(
      world,
      repository,
      shop ? [...defaultLabels, ...storefrontLabels] : defaultLabels,
      shop ? storefrontMilestones : [],
    );
    seedIssues(world, repository, texts);
  }
  seedPulls(world, storefront);
  seedConversations(world, rows);
  seedStorefrontRuns(world, storefront);
  seedPaymentsRuns(world, named(world, "harbor/payments"));
  // From here on the shop's machines are at work.
  storefront.actions.runner = cartRunner(storefront);
  runOnPush(world, storefront);
}

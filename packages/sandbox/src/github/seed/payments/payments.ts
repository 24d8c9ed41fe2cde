import { createRepository } from "../../state/repository.ts";
import type { Repository } from "../../state/repository.ts";
import type { World } from "../../state/world.ts";
import { findAccount } from "../../state/world.ts";
import { daysAgo } from "../../../harbor/epoch.ts";
import { writeHistory } from "../write-history.ts";
import { goFiles } from "../../../harbor/payments/go-files.ts";
import { ledgerFiles } from "../../../harbor/payments/ledger-files.ts";

/** harbor/payments: a private Go service. Its ledger rounds where it should cut, so its test is red. */
export function seedPayments(world: World): Repository {
  const owner = findAccount(world, "harbor");
  if (!owner) throw new Error("people come first");
  const repository = createRepository(world, owner, "payments", {
    description: "Intents, refunds and the ledger",
    visibility: "private",
    topics: ["go", "payments"],
    hasWiki: false,
    createdAtMs: daysAgo(390),
    updatedAtMs: daysAgo(5),
    pushedAtMs: daysAgo(5),
  });
  const tip = writeHistory(world, repository.git, undefined, [
    { author: "iokafor", ageDays: 389, message: "Payments as a service of its own", files: goFiles },
    {
      author: "iokafor",
      ageDays: 120,
      message: "Ledger, settlement, invoice",
      files: { ...ledgerFiles, "internal/ledger/refund_test.go": null },
    },
    {
      author: "iokafor",
      ageDays: 5,
      message: "Test what a partial refund does to the fee\n\nSee #1: the share is cut to whole cents, not rounded.",
      files: { "internal/ledger/refund_test.go": ledgerFiles["internal/ledger/refund_test.go"] ?? "" },
    },
  ]);
  repository.git.refs.set("refs/heads/main", tip);
  return repository;
}

import { createRepository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import { writeHistory } from "./write-history.ts";

const orderExport = `<?php
// Writes the orders of a day to a file that the old bookkeeping reads.
$day = $argv[1] ?? date('Y-m-d');
foreach (load_orders($day) as $order) {
    printf("%s;%s;%0.2f\\n", $order['id'], $order['name'], $order['total']);
}
`;

/** harbor/legacy, archived, and harbor/empty, which has no commit yet. */
export function seedSmallRepositories(world: World): void {
  const owner = findAccount(world, "harbor");
  if (!owner) throw new Error("people come first");
  const legacy = createRepository(world, owner, "legacy", {
    description: "The old shop. Read only.",
    visibility: "private",
    archived: true,
    hasProjects: false,
    hasWiki: false,
    createdAtMs: daysAgo(2300),
    updatedAtMs: daysAgo(690),
    pushedAtMs: daysAgo(690),
  });
  const tip = writeHistory(world, legacy.git, undefined, [
    {
      author: "mlind",
      ageDays: 2299,
      message: "Import from the old server",
      files: {
        "README.md": "# The old shop\n",
        "bin/orders.php": orderExport,
        "config.ini": "[shop]\nname = Harbor\nexport = on\n",
      },
    },
    {
      author: "mlind",
      ageDays: 690,
      message: "Switch off the order export\n\nFixes #1",
      files: { "config.ini": "[shop]\nname = Harbor\nexport = off\n" },
    },
  ]);
  legacy.git.refs.set("refs/heads/main", tip);
  createRepository(world, owner, "empty", {
    description: "For the app, one day",
    visibility: "private",
    createdAtMs: daysAgo(3),
    updatedAtMs: daysAgo(3),
    pushedAtMs: daysAgo(3),
  });
}

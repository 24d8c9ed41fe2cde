import { createHmac, randomUUID } from "node:crypto";

import type { Account } from "../state/account.ts";
import type { World } from "../state/world.ts";
import { findAccount, findRepository } from "../state/world.ts";
import { repositoryShape } from "../shape/repository.ts";
import { simpleUserShape } from "../shape/user.ts";

/** Where signed events go. */
export interface WebhookTarget {
  url: string;
  secret: string;
}

/** An event to send. */
export interface Emission {
  /** "issues", "push", "pull_request"... */
  event: string;
  action?: string;
  /** Full name; adds `repository` and `organization` to the payload. */
  repository?: string;
  /** Login; the repository's owner unless said. */
  sender?: string;
  payload?: Record<string, unknown>;
  /** For repeats: the same delivery id again. */
  deliveryId?: string;
  /** "valid" unless said: "wrong" signs with another secret, "none" sends no signature. */
  signature?: "valid" | "wrong" | "none";
  /** In place of the configured target. */
  target?: WebhookTarget;
}

export interface Delivery {
  deliveryId: string;
  status: number;
}

function payloadOf(world: World, emission: Emission): Record<string, unknown> {
  const repository =
    emission.repository === undefined ? undefined : findRepository(world, emission.repository)?.repository;
  const sender: Account | undefined = findAccount(world, emission.sender ?? "") ?? repository?.owner;
  return {
    ...(emission.action === undefined ? {} : { action: emission.action }),
    ...(repository && sender ? { repository: repositoryShape(world, repository, sender) } : {}),
    ...(repository?.owner.organization ? { organization: simpleUserShape(world, repository.owner) } : {}),
    ...(sender ? { sender: simpleUserShape(world, sender) } : {}),
    ...emission.payload,
  };
}

/** Posts one event as GitHub does: `x-github-event`, `x-github-delivery`, `x-hub-signature-256` over the raw body. */
export async function deliver(world: World, target: WebhookTarget, emission: Emission): Promise<Delivery> {
  const body = JSON.stringify(payloadOf(world, emission));
  const deliveryId = emission.deliveryId ?? randomUUID();
  const secret = emission.signature === "wrong" ? `${target.secret}-not` : target.secret;
  const signed =
    emission.signature === "none"
      ? {}
      : { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
  const response = await fetch(target.url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/a1b2c3d",
      "x-github-event": emission.event,
      "x-github-delivery": deliveryId,
      "x-github-hook-id": "448912",
      ...signed,
    },
  });
  await response.arrayBuffer();
  return { deliveryId, status: response.status };
}

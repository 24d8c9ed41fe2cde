import { isoTime } from "../../shape/time.ts";
import { accountNodeId } from "../../shape/user.ts";
import type { Account } from "../../state/account.ts";
import type { Entity, Lens } from "../lens.ts";
import { siteUrl } from "../site-url.ts";

/** `User`, `Bot` or `Organization`. */
export function accountEntity({ world, viewer }: Lens, account: Account): Entity {
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login,
    name: account.name,
    email: account.email ?? "",
    description: account.organization?.description ?? null,
    avatarUrl: `${world.urls.html}/avatars/u/${account.id}?v=4`,
    isViewer: account.id === viewer.account.id,
    createdAt: isoTime(account.createdAtMs),
    ...siteUrl(world, `/${account.login}`),
  };
}

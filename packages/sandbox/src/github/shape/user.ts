import { roleOf } from "../state/access.ts";
import type { Account } from "../state/account.ts";
import { nodeId } from "../state/node-id.ts";
import type { World } from "../state/world.ts";
import { isoTime } from "./time.ts";

const NODE_PREFIX: Record<Account["type"], string> = { User: "U", Organization: "O", Bot: "BOT" };

export const accountNodeId = (account: Account): string => nodeId(NODE_PREFIX[account.type], account.id);

/** `simple-user`: how GitHub names a person, a bot or an organization inside other objects. */
export function simpleUserShape(world: World, account: Account) {
  const url = `${world.urls.rest}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${world.urls.html}/avatars/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${world.urls.html}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** `public-user`: what GET /users/{username} says. */
export function publicUserShape(world: World, account: Account) {
  const repositories = [...world.repositories.values()].filter(({ owner }) => owner.id === account.id);
  return {
    ...simpleUserShape(world, account),
    name: account.name,
    company: account.company,
    blog: account.blog,
    location: account.location,
    email: account.email,
    hireable: null,
    bio: account.bio,
    twitter_username: null,
    public_repos: repositories.filter(({ visibility }) => visibility === "public").length,
    public_gists: 0,
    followers: 3,
    following: 2,
    created_at: isoTime(account.createdAtMs),
    updated_at: isoTime(account.updatedAtMs),
  };
}

/** `private-user`: what GET /user says about oneself. */
export function privateUserShape(world: World, account: Account) {
  const repositories = [...world.repositories.values()].filter(({ visibility }) => visibility !== "public");
  return {
    ...publicUserShape(world, account),
    user_view_type: "private",
    notification_email: account.email,
    private_gists: 0,
    total_private_repos: repositories.filter((repository) => roleOf(account, repository)).length,
    owned_private_repos: repositories.filter(({ owner }) => owner.id === account.id).length,
    disk_usage: 1204,
    collaborators: 0,
    two_factor_authentication: true,
    plan: { name: "free", space: 976_562_499, collaborators: 0, private_repos: 10_000 },
  };
}

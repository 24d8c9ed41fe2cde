import { searchPage, searchScope, searchWords } from "../http/search.ts";
import type { Call, Reply } from "../http/route.ts";
import { route } from "../http/route.ts";
import { accountByEmail, commitShape, signatureShape } from "../shape/commit.ts";
import { repositoryShape } from "../shape/repository.ts";
import { simpleUserShape } from "../shape/user.ts";
import type { Account } from "../state/account.ts";
import type { Commit, Signature } from "../state/git.ts";
import { history, resolveCommit } from "../state/git.ts";
import { mainLanguage } from "../state/languages.ts";
import type { Repository } from "../state/repository.ts";
import { inDateRange, inNumberRange } from "../state/search/date-range.ts";
import type { Words } from "../state/search/words.ts";

/** All values of a qualifier must hold; an absent one holds. */
function holds({ qualifiers }: Words, name: string, test: (value: string) => boolean): boolean {
  return (qualifiers.get(name) ?? []).every(test) && !(qualifiers.get(`-${name}`) ?? []).some(test);
}

function isKind(repository: Repository, value: string): boolean {
  return value === "public" || value === "private"
    ? (repository.visibility === "public") === (value === "public")
    : true;
}

function repositoryFits(repository: Repository, words: Words): boolean {
  const places = (words.qualifiers.get("in") ?? ["name,description,topics"]).join(",").split(",");
  const text = [
    places.includes("name") ? repository.fullName : "",
    places.includes("description") ? (repository.description ?? "") : "",
    places.includes("topics") ? repository.topics.join(" ") : "",
  ]
    .join("\n")
    .toLowerCase();
  const forks = (words.qualifiers.get("fork") ?? ["false"])[0];
  return (
    words.terms.every((term) => text.includes(term)) &&
    (forks === "true" || (forks === "only") === (repository.parent !== undefined)) &&
    holds(words, "language", (value) => mainLanguage(repository)?.toLowerCase() === value.toLowerCase()) &&
    holds(words, "topic", (value) => repository.topics.includes(value)) &&
    holds(words, "archived", (value) => String(repository.archived) === value) &&
    holds(words, "template", (value) => String(repository.isTemplate) === value) &&
    holds(words, "is", (value) => isKind(repository, value)) &&
    holds(words, "stars", (value) => inNumberRange(repository.stars.size, value)) &&
    holds(words, "created", (value) => inDateRange(repository.createdAtMs, value)) &&
    holds(words, "pushed", (value) => inDateRange(repository.pushedAtMs, value))
  );
}

function searchRepositories(call: Call): Reply {
  const words = searchWords(call);
  const sort = call.query.get("sort");
  const sign = call.query.get("order") === "asc" ? 1 : -1;
  const forkCount = (row: Repository): number =>
    [...call.world.repositories.values()].filter(({ parent }) => parent === row).length;
  const key = (row: Repository): number => {
    if (sort === "stars") return row.stars.size;
    if (sort === "updated") return row.pushedAtMs;
    if (sort === "forks") return forkCount(row);
    return words.terms.filter((term) => row.name.toLowerCase().includes(term)).length * 1000 + row.stars.size;
  };
  const rows = searchScope(call, words)
    .filter((row) => repositoryFits(row, words))
    .toSorted((a, b) => sign * (key(a) - key(b)) || a.id - b.id);
  return searchPage(call, rows, (row) => ({ ...repositoryShape(call.world, row, call.viewer.account), score: 1 }));
}

function isPerson(call: Call, signature: Signature, login: string): boolean {
  const wanted = login === "@me" ? call.viewer.account.login : login;
  return accountByEmail(call.world, signature.email)?.login.toLowerCase() === wanted.toLowerCase();
}

function commitFits(call: Call, commit: Commit, words: Words): boolean {
  const message = commit.message.toLowerCase();
  return (
    words.terms.every((term) => message.includes(term)) &&
    holds(words, "author", (value) => isPerson(call, commit.author, value)) &&
    holds(words, "committer", (value) => isPerson(call, commit.committer, value)) &&
    holds(words, "author-email", (value) => commit.author.email === value) &&
    holds(words, "author-name", (value) => commit.author.name.toLowerCase().includes(value.toLowerCase())) &&
    holds(words, "author-date", (value) => inDateRange(commit.author.atMs, value)) &&
    holds(words, "committer-date", (value) => inDateRange(commit.committer.atMs, value)) &&
    holds(words, "merge", (value) => String(commit.parents.length > 1) === value) &&
    holds(words, "hash", (value) => commit.oid.startsWith(value)) &&
    holds(words, "parent", (value) => commit.parents.some((parent) => parent.startsWith(value))) &&
    holds(words, "tree", (value) => commit.tree === value)
  );
}

function searchCommits(call: Call): Reply {
  const words = searchWords(call);
  const rows = searchScope(call, words).flatMap((repository) => {
    const tip = resolveCommit(repository.git, "HEAD", repository.defaultBranch);
    const commits = tip === undefined ? [] : history(repository.git, tip);
    return commits.filter((commit) => commitFits(call, commit, words)).map((commit) => ({ repository, commit }));
  });
  const sign = call.query.get("order") === "asc" ? 1 : -1;
  rows.sort((a, b) => sign * (a.commit.author.atMs - b.commit.author.atMs));
  return searchPage(call, rows, ({ repository, commit }) => ({
    ...commitShape(call.world, repository, commit.oid),
    committer: signatureShape(commit.committer),
    repository: repositoryShape(call.world, repository, call.viewer.account),
    score: 1,
  }));
}

function searchUsers(call: Call): Reply {
  const words = searchWords(call);
  const fits = (account: Account): boolean => {
    const text = `${account.login}\n${account.name ?? ""}\n${account.email ?? ""}`.toLowerCase();
    const kind = account.type === "Organization" ? "org" : "user";
    return (
      account.type !== "Bot" &&
      words.terms.every((term) => text.includes(term)) &&
      holds(words, "type", (value) => value.toLowerCase() === kind) &&
      holds(words, "user", (value) => account.login.toLowerCase() === value.toLowerCase()) &&
      holds(words, "org", (value) => account.login.toLowerCase() === value.toLowerCase()) &&
      holds(words, "location", (value) => (account.location ?? "").toLowerCase().includes(value.toLowerCase()))
    );
  };
  const rows = [...call.world.accounts.values()].filter(fits);
  return searchPage(call, rows, (row) => ({ ...simpleUserShape(call.world, row), score: 1 }));
}

export const searchRoutes = [
  route("GET", "/search/repositories", searchRepositories),
  route("GET", "/search/commits", searchCommits),
  route("GET", "/search/users", searchUsers),
];

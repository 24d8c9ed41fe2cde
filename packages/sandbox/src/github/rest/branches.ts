import { forbidden, notFound } from "../http/refusals.ts";
import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { branchRulesShape, branchShape, isProtected, seesProtection, shortBranchShape } from "../shape/branch.ts";
import type { Repository } from "../state/repository.ts";

const HEADS = "refs/heads/";

function branchesOf(repository: Repository): { name: string; oid: string }[] {
  return [...repository.git.refs]
    .filter(([ref]) => ref.startsWith(HEADS))
    .map(([ref, oid]) => ({ name: ref.slice(HEADS.length), oid }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function branchOf(call: Call, repository: Repository): { name: string; oid: string } {
  const name = call.params["branch"] ?? "";
  const oid = repository.git.refs.get(HEADS + name);
  if (oid === undefined) throw new Refusal(404, "Branch not found");
  return { name, oid };
}

export const branchRoutes = [
  route("GET", "/repos/{owner}/{repo}/branches", (call) => {
    const repository = repositoryOf(call);
    const wanted = call.query.get("protected");
    const rows = branchesOf(repository).filter(
      ({ name }) => wanted === null || String(isProtected(repository, name)) === wanted,
    );
    return paginate(call, rows, { shape: ({ name, oid }) => shortBranchShape(call.world, repository, name, oid) });
  }),
  route("GET", "/repos/{owner}/{repo}/branches/{branch}", (call) => {
    const repository = repositoryOf(call);
    const { name, oid } = branchOf(call, repository);
    return { status: 200, body: branchShape(call.world, repository, name, oid) };
  }),
  route("GET", "/repos/{owner}/{repo}/branches/{branch}/protection", (call) => {
    const repository = repositoryOf(call);
    // Only admins learn that there is no classic protection; the others learn nothing.
    if (!seesProtection(call.viewer.account, repository)) throw notFound();
    branchOf(call, repository);
    throw new Refusal(404, "Branch not protected");
  }),
  route("GET", "/repos/{owner}/{repo}/rules/branches/{branch}", (call) => {
    // A branch need not exist for rules to name it.
    const repository = repositoryOf(call);
    // People here have GitHub's free plan, and organizations a paid one.
    if (repository.visibility !== "public" && repository.owner.type === "User") {
      throw forbidden("Upgrade to GitHub Pro or make this repository public to enable this feature.");
    }
    return paginate(call, branchRulesShape(repository, call.params["branch"] ?? ""));
  }),
];

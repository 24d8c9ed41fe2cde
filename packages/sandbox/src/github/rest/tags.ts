import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import { route } from "../http/route.ts";
import { objectNodeId } from "../state/object-node-id.ts";
import { peel } from "../state/git.ts";
import { repositoryUrl } from "../shape/repository.ts";

const TAGS = "refs/tags/";

export const tagRoutes = [
  route("GET", "/repos/{owner}/{repo}/tags", (call) => {
    const repository = repositoryOf(call);
    const url = repositoryUrl(call.world, repository);
    const rows = [...repository.git.refs]
      .filter(([ref]) => ref.startsWith(TAGS))
      .toSorted(([a], [b]) => (a < b ? 1 : -1));
    return paginate(call, rows, {
      shape: ([ref, oid]) => {
        const sha = peel(repository.git, oid);
        return {
          name: ref.slice(TAGS.length),
          zipball_url: `${url}/zipball/${ref}`,
          tarball_url: `${url}/tarball/${ref}`,
          commit: { sha, url: `${url}/commits/${sha}` },
          node_id: objectNodeId("REF", repository, ref),
        };
      },
    });
  }),
];

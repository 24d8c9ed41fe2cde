import { peel, readCommit } from "../../state/git.ts";
import { objectNodeId } from "../../state/object-node-id.ts";
import type { Repository } from "../../state/repository.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { selectPulls } from "./select-pulls.ts";

/** `Ref` by full name; null where there is none. */
export function refEntity(lens: Lens, repository: Repository, name: string): Entity | null {
  const { git } = repository;
  const oid = git.refs.get(name);
  if (oid === undefined) return null;
  const [, prefix = "refs/", short = name] = /^(refs\/(?:heads|tags)\/|refs\/)(.+)$/.exec(name) ?? [];
  const tip = readCommit(git, peel(git, oid))?.oid;
  return {
    __typename: "Ref",
    id: objectNodeId("REF", repository, name),
    name: short,
    prefix,
    repository: () => lens.repository(repository),
    target: () => {
      const object = git.objects.get(oid);
      return object ? lens.gitObject(repository, object) : null;
    },
    associatedPullRequests: (args: Parameters<typeof selectPulls>[2]) => {
      const rows = selectPulls(lens, repository, args, (pull) => pull.headRef === short && tip !== undefined);
      return connection("associatedPullRequests", args, rows, (pull) => lens.pull(repository, pull));
    },
  };
}

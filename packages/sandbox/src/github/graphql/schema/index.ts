import { actorTypes } from "./actor.ts";
import { checksTypes } from "./checks.ts";
import { enumTypes } from "./enum.ts";
import { gitTypes } from "./git.ts";
import { inputTypes } from "./input.ts";
import { issueTypes } from "./issue.ts";
import { mutationTypes } from "./mutation.ts";
import { pullTypes } from "./pull.ts";
import { queryTypes } from "./query.ts";
import { repositoryTypes } from "./repository.ts";
import { reviewTypes } from "./review.ts";
import { scalarTypes } from "./scalar.ts";

/**
 * The part of GitHub's GraphQL schema that the stand-in executes. Names, nullability and arguments are GitHub's own: a
 * test holds every line against the public schema.
 */
export const schemaText = [
  queryTypes,
  scalarTypes,
  actorTypes,
  repositoryTypes,
  gitTypes,
  checksTypes,
  issueTypes,
  pullTypes,
  reviewTypes,
  mutationTypes,
  inputTypes,
  enumTypes,
].join("\n");

import { graphqlReply } from "../graphql/index.ts";
import type { Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { branchRoutes } from "./branches.ts";
import { collaborationRoutes } from "./collaboration.ts";
import { commitRoutes } from "./commits.ts";
import { compareRoutes } from "./compare.ts";
import { contentRoutes } from "./contents.ts";
import { createRepositoryRoutes } from "./create-repository.ts";
import { editContentRoutes } from "./edit-contents.ts";
import { forkRoutes } from "./forks.ts";
import { gitObjectRoutes } from "./git-objects.ts";
import { gitRefRoutes } from "./git-refs.ts";
import { gitTreeRoutes } from "./git-trees.ts";
import { metaRoutes } from "./meta.ts";
import { peopleRoutes } from "./people.ts";
import { repositoryRoutes } from "./repositories.ts";
import { searchCodeRoutes } from "./search-code.ts";
import { searchRoutes } from "./search.ts";
import { tagRoutes } from "./tags.ts";
import { userRoutes } from "./user.ts";

/** Every operation of the stand-in; GraphQL is one of them. */
export const routes: readonly Route[] = [
  route("POST", "/graphql", graphqlReply),
  ...metaRoutes,
  ...userRoutes,
  ...peopleRoutes,
  ...repositoryRoutes,
  ...createRepositoryRoutes,
  ...forkRoutes,
  ...contentRoutes,
  ...editContentRoutes,
  ...branchRoutes,
  ...tagRoutes,
  ...commitRoutes,
  ...compareRoutes,
  ...gitRefRoutes,
  ...gitTreeRoutes,
  ...gitObjectRoutes,
  ...searchRoutes,
  ...searchCodeRoutes,
  ...collaborationRoutes,
];

import type { Route } from "../http/route.ts";
import { commitRoutes } from "./commits.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { mergeRequestRoutes } from "./merge-requests.ts";
import { mergeRoutes } from "./merge.ts";
import { noteRoutes } from "./notes.ts";
import { peopleRoutes } from "./people.ts";
import { pipelineRoutes } from "./pipelines.ts";
import { projectRoutes } from "./projects.ts";
import { repositoryRoutes } from "./repository.ts";
import { reviewRoutes } from "./review.ts";
import { searchRoutes } from "./search.ts";

export const routes: readonly Route[] = [
  ...peopleRoutes,
  ...projectRoutes,
  ...repositoryRoutes,
  ...commitRoutes,
  ...issueRoutes,
  ...noteRoutes,
  ...labelRoutes,
  ...mergeRequestRoutes,
  ...reviewRoutes,
  ...mergeRoutes,
  ...pipelineRoutes,
  ...searchRoutes,
];

import { assignableTo } from "../../state/issues/assignees.ts";
import { filterIssues } from "../../state/issues/filter-issues.ts";
import { findLabel } from "../../state/issues/labels.ts";
import { findMilestone } from "../../state/issues/milestones.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Lens } from "../lens.ts";
import { inOrder } from "./order.ts";
import type { IssueArguments } from "./select-issues.ts";
import { issueFilter } from "./select-issues.ts";
import type { PullArguments } from "./select-pulls.ts";
import { selectPulls } from "./select-pulls.ts";

/** Connections of issues, pull requests, labels, milestones and people. */
export function repositoryListsPart(lens: Lens, repository: Repository): Record<string, unknown> {
  const { issues } = repository;
  return {
    issues: (args: IssueArguments) => {
      const rows = filterIssues(repository, issueFilter(repository, args)).filter(({ isPull }) => !isPull);
      return connection("issues", args, rows.toSorted(inOrder(args.orderBy)), (issue) => lens.issue(repository, issue));
    },
    pullRequests: (args: PullArguments) =>
      connection("pullRequests", args, selectPulls(lens, repository, args), (pull) => lens.pull(repository, pull)),
    label: ({ name }: { name: string }) => {
      const label = findLabel(repository, name);
      return label ? lens.label(repository, label) : null;
    },
    labels: (
      args: PageArguments & { query?: string | null; orderBy?: { field: string; direction: string } | null },
    ) => {
      const wanted = args.query?.toLowerCase() ?? "";
      const rows = issues.labels.filter(({ name, description }) =>
        `${name} ${description ?? ""}`.toLowerCase().includes(wanted),
      );
      if (args.orderBy?.field === "NAME") rows.sort((a, b) => a.name.localeCompare(b.name));
      if (args.orderBy?.direction === "DESC") rows.reverse();
      return connection("labels", args, rows, (label) => lens.label(repository, label));
    },
    milestone: ({ number }: { number: number }) => {
      const milestone = findMilestone(repository, number);
      return milestone ? lens.milestone(repository, milestone) : null;
    },
    milestones: (args: PageArguments & { states?: readonly string[] | null; query?: string | null }) => {
      const rows = issues.milestones.filter(
        ({ state, title }) =>
          (args.states?.includes(state.toUpperCase()) ?? true) &&
          title.toLowerCase().includes(args.query?.toLowerCase() ?? ""),
      );
      return connection("milestones", args, rows, (milestone) => lens.milestone(repository, milestone));
    },
    assignableUsers: (args: PageArguments & { query?: string | null }) => {
      const rows = assignableTo(lens.world, repository).filter(({ login }) =>
        login.toLowerCase().includes(args.query?.toLowerCase() ?? ""),
      );
      return connection("assignableUsers", args, rows, (account) => lens.account(account));
    },
  };
}

import type { Exception } from "@fairlead/testkit/guard";

const BY_PATH =
  "The description says integer; GitLab's documentation: the ID or URL-encoded path of the project, as everywhere.";
const PAGED = "The description leaves out the pagination that every list takes: docs.gitlab.com/api/rest/#pagination.";
const ONE_TEXT = "The description says array; GitLab's documentation: comma-separated names, and an empty text clears.";
const of = "{id}/merge_requests/{merge_request_iid}";

const NAMED = "The description leaves out the name that pipelines have had since 15.9: docs.gitlab.com/api/pipelines.";
const APPROVALS = "The description has the approvals alone; the documentation the merge request's own fields, too.";
const WHOLE =
  "The description has the short form alone; the documentation all of a project, unless `simple` asks for less.";
const SECONDS = "The description says integer; the documentation: seconds with their fractions.";
const pipelines = "/api/v4/projects/{id}/pipelines";

/** What GitLab does and its API description does not say. Each with its reason; none without need. */
export const guardExceptions: readonly Exception[] = [
  ...[
    `GET /api/v4/projects/${of}/approvals`,
    `GET /api/v4/projects/${of}/approval_state`,
    `POST /api/v4/projects/${of}/approve`,
    `POST /api/v4/projects/${of}/unapprove`,
    "GET /api/v4/projects/{id}/jobs/{job_id}",
    "GET /api/v4/projects/{id}/jobs/{job_id}/trace",
    "GET /api/v4/projects/{id}/jobs/{job_id}/artifacts",
    "POST /api/v4/projects/{id}/jobs/{job_id}/retry",
    "POST /api/v4/projects/{id}/jobs/{job_id}/cancel",
  ].map((operation) => ({ operation, kind: "path_parameter" as const, pointer: "/id", reason: BY_PATH })),
  {
    operation: "GET /api/v4/projects/{id}/repository/branches/{branch}",
    kind: "path_parameter",
    pointer: "/branch",
    reason: "The description says integer; a branch is a name.",
  },
  ...[
    "GET /api/v4/projects/{id}/issues/{issue_iid}/links",
    "GET /api/v4/projects/{id}/issues/{issue_iid}/related_merge_requests",
    `GET /api/v4/projects/${of}/pipelines`,
    `GET /api/v4/projects/${of}/draft_notes`,
  ].flatMap((operation) =>
    ["/page", "/per_page"].map((pointer) => ({ operation, kind: "undeclared_query" as const, pointer, reason: PAGED })),
  ),
  ...["POST /api/v4/projects/{id}/issues", "PUT /api/v4/projects/{id}/issues/{issue_iid}"]
    .concat("POST /api/v4/projects/{id}/merge_requests", `PUT /api/v4/projects/${of}`)
    .flatMap((operation) =>
      ["/labels", ...(operation.startsWith("PUT") ? ["/add_labels", "/remove_labels"] : [])].map((pointer) => ({
        operation,
        kind: "body" as const,
        pointer,
        reason: ONE_TEXT,
      })),
    ),
  ...["/actions/*/previous_path", "/actions/*/execute_filemode", "/actions/*/content", "/actions/*/file_path"].map(
    (pointer) => ({
      operation: "POST /api/v4/projects/{id}/repository/commits",
      kind: "body" as const,
      pointer,
      reason:
        "The description wants what each kind of action takes of every action; the documentation of its own kind.",
    }),
  ),
  ...[
    ["POST /api/v4/projects/{id}/pipeline", "/name"],
    [`GET ${pipelines}`, "/*/name"],
    [`GET ${pipelines}/{pipeline_id}`, "/name"],
    [`GET ${pipelines}/latest`, "/name"],
    [`POST ${pipelines}/{pipeline_id}/retry`, "/name"],
    [`POST ${pipelines}/{pipeline_id}/cancel`, "/name"],
    [`GET ${pipelines}/{pipeline_id}/jobs`, "/*/pipeline/name"],
    [`GET ${pipelines}/{pipeline_id}/bridges`, "/*/pipeline/name"],
    [`GET ${pipelines}/{pipeline_id}/bridges`, "/*/downstream_pipeline/name"],
    ...["GET {job_id}", "POST {job_id}/retry", "POST {job_id}/cancel"].map((job) => [
      job.replace(" ", " /api/v4/projects/{id}/jobs/"),
      "/pipeline/name",
    ]),
    [`GET /api/v4/projects/${of}/pipelines`, "/*/name"],
    [`POST /api/v4/projects/${of}/pipelines`, "/name"],
    ...[`GET /api/v4/projects/${of}`, `PUT /api/v4/projects/${of}`, `PUT /api/v4/projects/${of}/merge`]
      .concat("POST /api/v4/projects/{id}/merge_requests")
      .flatMap((operation) => ["/head_pipeline/name", "/pipeline/name"].map((pointer) => [operation, pointer])),
  ].map(([operation = "", pointer = ""]) => ({ operation, kind: "response_body" as const, pointer, reason: NAMED })),
  ...["archived", "issues_enabled", "merge_requests_enabled", "open_issues_count", "marked_for_deletion_on"]
    .concat("merge_method", "squash_option", "remove_source_branch_after_merge", "permissions")
    .concat("only_allow_merge_if_pipeline_succeeds", "only_allow_merge_if_all_discussions_are_resolved")
    .flatMap((name) =>
      ["GET /api/v4/projects", "GET /api/v4/groups/{id}/projects"].map((operation) => ({
        operation,
        kind: "response_body" as const,
        pointer: `/*/${name}`,
        reason: WHOLE,
      })),
    ),
  {
    operation: `GET ${pipelines}/{pipeline_id}/jobs`,
    kind: "query_parameter",
    pointer: "/scope",
    reason: "The description says one status; GitLab's documentation: one, or several of them.",
  },
  ...["/total_time", "/test_suites/*/total_time", "/test_suites/*/test_cases/*/execution_time"].map((pointer) => ({
    operation: `GET ${pipelines}/{pipeline_id}/test_report`,
    kind: "response_body" as const,
    pointer,
    reason: SECONDS,
  })),
  ...[`GET /api/v4/projects/${of}/approvals`, `POST /api/v4/projects/${of}/approve`].flatMap((operation) =>
    ["id", "iid", "project_id", "title", "state", "approvals_required", "approvals_left"].map((name) => ({
      operation,
      kind: "response_body" as const,
      pointer: `/${name}`,
      reason: APPROVALS,
    })),
  ),
  ...["start", "end"].flatMap((end) =>
    ["new_line", "old_line"].map((line) => ({
      operation: `POST /api/v4/projects/${of}/draft_notes`,
      kind: "body" as const,
      pointer: `/position/line_range/${end}/${line}`,
      reason: "The description says string; GitLab's documentation and its answers have numbers.",
    })),
  ),
  ...["POST /api/v4/projects/{id}/jobs/{job_id}/cancel", `POST /api/v4/projects/${of}/pipelines`].map((operation) => ({
    operation,
    kind: "body" as const,
    pointer: "",
    reason: "The description wants a body; in the documentation every attribute of it is optional.",
  })),
  ...["POST /api/v4/projects", "PUT /api/v4/projects/{id}"]
    .concat(["archive", "unarchive"].map((action) => `POST /api/v4/projects/{id}/${action}`))
    .map((operation) => ({
      operation,
      kind: "response_body" as const,
      pointer: "/permissions",
      reason: "The description has what I may do in the answer to GET alone; the others answer the same project.",
    })),
  {
    operation: `POST /api/v4/projects/${of}/draft_notes/bulk_publish`,
    kind: "undeclared_body",
    reason: "The description is older than 19.2, from which on a summary and the reviewer's state go with it.",
  },
];

/** Operations of GitLab's documentation that its description leaves out. */
export const undescribed: readonly RegExp[] = [
  /^GET \/api\/v4\/users?(?:\/\d+)?$/,
  /^POST \/api\/(?:v4\/)?graphql$/,
  /^GET \/api\/v4\/(?:metadata|version)$/,
  /^GET \/api\/v4\/(?:projects|groups)\/[^/]+\/search$/,
  /^[A-Z]+ \/api\/v4\/(?:projects|groups)\/[^/]+\/(?:labels|milestones)(?:\/|$)/,
  /^[A-Z]+ \/api\/v4\/projects\/[^/]+\/(?:issues|merge_requests)\/\d+\/(?:notes|discussions)(?:\/|$)/,
];

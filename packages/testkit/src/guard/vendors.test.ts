import { describe, expect, test, type TestContext } from "vitest";
import type { Exchange } from "./exchange.ts";
import { guardOrSkip } from "./load-guard.ts";
import { type Vendor, vendors } from "./vendors.ts";

function call(method: string, path: string, change: Partial<Exchange> = {}): Exchange {
  return {
    method,
    path,
    query: {},
    requestHeaders: {},
    requestBody: undefined,
    status: 200,
    responseHeaders: { "content-type": "application/json" },
    responseBody: {},
    ...change,
  };
}

/** What a guard says of one call, in short. */
async function findings(context: TestContext, vendor: Vendor, exchange: Exchange): Promise<string[]> {
  const guard = await guardOrSkip(context, vendor);
  return guard.check(exchange).map(({ kind, pointer }) => (pointer === undefined ? kind : `${kind} ${pointer}`));
}

describe("every description loads and knows an operation", () => {
  const known: Record<Vendor, [path: string, operation: string]> = {
    github: ["/user", "GET /user"],
    gitlab: ["/api/v4/projects/a%2Fb/issues", "GET /api/v4/projects/{id}/issues"],
    "jira-platform": ["/ex/jira/11/rest/api/3/issue/HAR-1", "GET /rest/api/3/issue/{issueIdOrKey}"],
    "jira-software": ["/rest/agile/1.0/board/5", "GET /rest/agile/1.0/board/{boardId}"],
    asana: ["/api/1.0/tasks/5", "GET /tasks/{task_gid}"],
    slack: ["/api/conversations.list", "GET /conversations.list"],
    msgraph: ["/v1.0/me/chats", "GET /me/chats"],
  };
  for (const [vendor, [path, operation]] of Object.entries(known)) {
    test(vendor, async (context) => {
      if (!isVendor(vendor)) throw new Error(`${vendor} is no vendor`);
      const guard = await guardOrSkip(context, vendor);
      guard.check(call("GET", path));
      expect([...guard.report().operations.keys()]).toEqual([operation]);
    });
  }
});

describe("GitLab", () => {
  const issues = "/api/v4/projects/harbor%2Fstorefront/issues";

  test("lists are written with brackets, with commas or repeated", async (context) => {
    for (const query of [{ "iids[]": ["1", "2"] }, { labels: "bug,shop" }, { "not[labels]": "bug" }]) {
      expect(await findings(context, "gitlab", call("GET", issues, { query }))).toEqual([]);
    }
    const wrong = call("GET", issues, { query: { "iids[]": ["one"], state: "open", pageSize: "5" } });
    const places = ["query_parameter /state", "query_parameter /iids", "undeclared_query /pageSize"];
    expect(await findings(context, "gitlab", wrong)).toEqual(places);
  });

  test("answers are held to its names, not to its types", async (context) => {
    const answer = (responseBody: unknown) => call("GET", issues, { responseBody });
    const row = { iid: 3, user_notes_count: 2, assignees: [{ username: "mlind" }] };
    expect(await findings(context, "gitlab", answer([row]))).toEqual([]);
    const wrong = [{ ...row, number: 3, assignees: [{ login: "mlind" }], confidential: "no" }];
    expect((await findings(context, "gitlab", answer(wrong))).toSorted()).toEqual([
      "response_body /*/assignees/*/login",
      "response_body /*/confidential",
      "response_body /*/number",
    ]);
  });
});

describe("Jira", () => {
  test("the search that was taken away is deprecated, the new one is not", async (context) => {
    const answer = { query: { jql: "project = HAR", fields: ["summary", "status"] }, responseBody: { issues: [] } };
    expect(await findings(context, "jira-platform", call("GET", "/rest/api/3/search/jql", answer))).toEqual([]);
    expect(await findings(context, "jira-platform", call("GET", "/rest/api/3/search", answer))).toEqual([
      "deprecated_operation",
    ]);
  });
});

describe("Asana", () => {
  const created = { status: 201, responseBody: { data: { gid: "5" } } };
  const task = (data: object) => call("POST", "/api/1.0/tasks", { ...created, requestBody: { data } });

  test("names inside the envelope are checked, and what only Asana sets is refused", async (context) => {
    expect(await findings(context, "asana", task({ name: "Rig", projects: ["5"] }))).toEqual([]);
    expect(await findings(context, "asana", task({ name: "Rig", titel: "x" }))).toEqual([
      "undeclared_body /data/titel",
    ]);
    expect(await findings(context, "asana", task({ name: "Rig", created_at: "2026-01-02T03:04:05Z" }))).toEqual([
      "body /data/created_at",
    ]);
  });

  test("opt_fields is one value with commas", async (context) => {
    const good = call("GET", "/api/1.0/tasks/5", { query: { opt_fields: "name,assignee.name" } });
    expect(await findings(context, "asana", good)).toEqual([]);
    const wrong = { ...good, query: { opt_fields: "name,asignee" } };
    expect(await findings(context, "asana", wrong)).toEqual(["query_parameter /opt_fields"]);
  });
});

describe("Slack", () => {
  const message = { type: "message", text: "x", ts: "1503435956.000247" };
  const posted = { responseBody: { ok: true, channel: "C1H9RESGL", ts: "1503435956.000247", message } };
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test("a query, a form and JSON are equal, and so are GET and POST", async (context) => {
    const fields = { channel: "C1H9RESGL", text: "x", unfurl_links: "false" };
    const spellings: Partial<Exchange>[] = [
      { method: "GET", query: fields },
      { requestHeaders: form, requestBody: fields },
      { requestBody: { ...fields, unfurl_links: false, blocks: [{ type: "divider" }] } },
    ];
    for (const spelling of spellings) {
      const exchange = call("POST", "/api/chat.postMessage", { ...posted, ...spelling });
      expect(await findings(context, "slack", exchange)).toEqual([]);
    }
    const list = {
      responseBody: { ok: false, error: "invalid_auth" },
      requestHeaders: form,
      requestBody: { limit: "5" },
    };
    expect(await findings(context, "slack", call("POST", "/api/conversations.list", list))).toEqual([]);
  });

  test("fields are checked wherever they stand", async (context) => {
    const exchange = call("POST", "/api/chat.postMessage", { ...posted, requestBody: { text: "x", txt: "y" } });
    expect(await findings(context, "slack", exchange)).toEqual(["missing_query /channel", "undeclared_query /txt"]);
  });

  test("a failure with status 200 is held to the default's schema", async (context) => {
    const failed = call("GET", "/api/conversations.list", { responseBody: { ok: false } });
    expect(await findings(context, "slack", failed)).toEqual(["response_body /error"]);
  });
});

describe("Microsoft Graph", () => {
  const sent = call("POST", "/v1.0/chats/19:x@thread.v2/messages", { status: 201, responseBody: { id: "5" } });
  const page = call("GET", "/v1.0/me/chats", { responseBody: { value: [] } });

  test("names are checked under everything that derives from a message; annotations are free", async (context) => {
    const good = { ...sent, requestBody: { body: { content: "x" }, "@odata.type": "y" } };
    expect(await findings(context, "msgraph", good)).toEqual([]);
    const wrong = { ...sent, requestBody: { body: { contnt: "x" } } };
    expect(await findings(context, "msgraph", wrong)).toEqual(["undeclared_body /body/contnt"]);
  });

  test("its own system options are comma lists", async (context) => {
    const good = { ...page, query: { $select: "id,topic", $skiptoken: "x" } };
    expect(await findings(context, "msgraph", good)).toEqual([]);
    const wrong = { ...page, query: { $select: "id,subject" } };
    expect(await findings(context, "msgraph", wrong)).toEqual(["query_parameter /$select"]);
  });
});

function isVendor(name: string): name is Vendor {
  return name in vendors;
}

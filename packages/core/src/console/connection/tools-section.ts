import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import type { PermissionsData } from "./permissions-data.ts";
import type { ToolGroup, ToolRow } from "./tool-groups.ts";

type Ticked = PermissionsData["fields"];

const ACCESS_WORDS = { read: "reads", write: "writes", delete: "deletes" } as const;

/** Every toolset and tool, each to be allowed or forbidden. */
export function toolsSection({ groups, fields }: PermissionsData): Html {
  return html`<fieldset>
    <legend>Tools</legend>
    <p class="hint">Ticked: allowed. A tool of a toolset that is not ticked is forbidden, whatever stands beside it.</p>
    ${groups.map((group) => toolGroup(group, fields))}
  </fieldset>`;
}

function toolGroup({ toolset, title, description, withheld, tools }: ToolGroup, fields: Ticked): Html {
  const id = `toolset-${toolset ?? "none"}`;
  const isShut = toolset !== undefined && (withheld !== undefined || !fields.toolsets.has(toolset));
  const allowed = isShut
    ? 0
    : tools.filter((tool) => tool.withheld === undefined && fields.tools.has(tool.name)).length;
  const count = `${allowed} of ${tools.length} allowed`;
  return html`<section class="toolset" aria-labelledby="${id}-title">
    <h3 id="${id}-title">${title}</h3>
    ${
      toolset === undefined
        ? html`<p class="hint">${description}</p>`
        : html`<div class="choice">
            <input
              type="checkbox"
              name="toolset"
              id="${id}"
              value="${toolset}"
              ${withheld === undefined && fields.toolsets.has(toolset) && html`checked`}
              ${withheld !== undefined && html`disabled`}
              aria-describedby="${id}-hint"
            />
            <label for="${id}">Allow the toolset <code>${toolset}</code></label>
            <p class="hint" id="${id}-hint">
              ${description}. ${withheld !== undefined && html`<strong>${withheld}</strong>`}
            </p>
          </div>`
    }
    <details>
      <summary>Tools of ${title} (${count})</summary>
      <table class="tools">
        <thead>
          <tr>
            <th scope="col">Allowed</th>
            <th scope="col">Tool</th>
            <th scope="col">Access</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          ${tools.map((tool) => toolRow(tool, fields))}
        </tbody>
      </table>
    </details>
  </section>`;
}

function toolRow({ name, title, description, access, withheld }: ToolRow, fields: Ticked): Html {
  const byLevel = withheld ?? levelNote(access, fields.access);
  return html`<tr>
    <td>
      <input
        type="checkbox"
        name="tool"
        id="tool-${name}"
        value="${name}"
        aria-label="Allow ${name}"
        ${withheld === undefined && fields.tools.has(name) && html`checked`}
        ${withheld !== undefined && html`disabled`}
      />
    </td>
    <th scope="row">
      <label for="tool-${name}">${title}</label>
      <code>${name}</code>
    </th>
    <td>${access === undefined ? "finds" : html`<span class="access ${access}">${ACCESS_WORDS[access]}</span>`}</td>
    <td>${description} ${byLevel !== undefined && html`<p class="hint"><strong>${byLevel}</strong></p>`}</td>
  </tr>`;
}

/** What the access level above takes away anyhow. */
function levelNote(access: ToolRow["access"], level: string): string | undefined {
  if (level === "read" && access !== undefined && access !== "read") return "Not while access is Read.";
  return level === "write" && access === "delete" ? "Not while access is Read and write." : undefined;
}

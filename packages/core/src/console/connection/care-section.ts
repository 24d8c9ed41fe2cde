import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import { isGuardFixed } from "./flow-guard.ts";
import type { PermissionsData } from "./permissions-data.ts";

/** What is careful about reading and writing. */
export function careSection({ fields, operator }: PermissionsData): Html {
  const fixed = isGuardFixed(operator);
  return html`<fieldset>
    <legend>Care</legend>
    <div class="choice">
      <input
        type="checkbox"
        name="flow-guard"
        id="flow-guard"
        ${fields.flowGuard && html`checked`}
        ${fixed && html`disabled`}
        aria-describedby="flow-guard-hint"
      />
      <label for="flow-guard">Ask before private content may reach a public place</label>
      <p class="hint" id="flow-guard-hint">
        After something private was read, a write to a public place waits for your yes. It stops texts that talk an
        assistant into giving things away.
        ${fixed && html`<strong>The operator has decided this (POLICY_FLOW_GUARD).</strong>`}
      </p>
    </div>
    <label for="result-tokens">Tokens of one result</label>
    <input
      id="result-tokens"
      name="result-tokens"
      inputmode="numeric"
      class="count"
      value="${fields.resultTokens}"
      aria-describedby="result-tokens-hint"
    />
    <p class="hint" id="result-tokens-hint">About four characters each, at least 200. Empty: the operator’s number.</p>
  </fieldset>`;
}

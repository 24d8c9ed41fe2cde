import { ask } from "@fairlead/core";
import { fixtureTool, text } from "../fixture-tool.ts";
import { field, form, roots, sampledText, sampling } from "../questions.ts";

const name = { name: { type: "string" } };

/** Questions whose state travels through the client and back (SEP-2322 `requestState`). */
export const statefulTools = [
  fixtureTool("test_input_required_result_request_state", "Asks and remembers", ({ answers, state }) => {
    const ok = field(answers["confirm"], "ok");
    if (ok === undefined) return ask({ confirm: form("Please confirm", { ok: { type: "boolean" } }) }, "asked");
    return text(state === "asked" ? "state-ok" : "state-missing");
  }),
  fixtureTool("test_input_required_result_multiple_inputs", "Asks three things at once", ({ answers }) => {
    const given = field(answers["user_name"], "name");
    const greeting = sampledText(answers["greeting"]);
    const where = answers["client_roots"]?.["roots"];
    if (given !== undefined && greeting !== undefined && where !== undefined) return text(`${greeting} ${given}`);
    const user_name = form("What is your name?", name);
    return ask({ user_name, greeting: sampling("Generate a greeting", 50), client_roots: roots }, "asked");
  }),
  fixtureTool("test_input_required_result_multi_round", "Asks twice", ({ answers, state }) => {
    const known = state as { name: string } | undefined;
    const given = known?.name ?? field(answers["step1"], "name");
    if (given === undefined) return ask({ step1: form("Step 1: What is your name?", name) }, null);
    const color = field(answers["step2"], "color");
    if (color !== undefined) return text(`${given} likes ${color}.`);
    return ask({ step2: form("Step 2: What is your favorite color?", { color: { type: "string" } }) }, { name: given });
  }),
  fixtureTool("test_input_required_result_tampered_state", "Refuses a state that was changed", ({ answers }) => {
    const ok = field(answers["confirm"], "ok");
    return ok === undefined
      ? ask({ confirm: form("Please confirm", { ok: { type: "boolean" } }) }, "asked")
      : text("state-ok");
  }),
];

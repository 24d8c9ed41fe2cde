import { ask, defineTool } from "@fairlead/core";
import { z } from "zod";
import { fixtureTool, text } from "../fixture-tool.ts";
import { field, form, roots, sampledText, sampling } from "../questions.ts";

const name = { name: { type: "string" } };

/** One round of questions (SEP-2322), the same for clients of every revision. */
export const askingTools = [
  defineTool({
    name: "test_sampling",
    title: "test_sampling",
    description: "Asks the client's model",
    access: "read",
    scopes: [],
    mayAsk: true,
    input: z.object({ prompt: z.string().describe("What to ask") }),
    output: z.object({}),
    run: async ({ prompt }, { answers }) => {
      const said = sampledText(answers["answer"]);
      return said === undefined ? ask({ answer: sampling(prompt, 100) }) : text(`LLM response: ${said}`);
    },
  }),
  defineTool({
    name: "test_elicitation",
    title: "test_elicitation",
    description: "Asks the person",
    access: "read",
    scopes: [],
    mayAsk: true,
    input: z.object({ message: z.string().describe("What to say") }),
    output: z.object({}),
    run: async ({ message }, { answers }) => {
      const answer = answers["person"];
      if (answer !== undefined) {
        return text(`User response: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`);
      }
      return ask({
        person: form(message, {
          username: { type: "string", description: "User's response" },
          email: { type: "string", description: "User's email address" },
        }),
      });
    },
  }),
  fixtureTool("test_missing_capability", "Needs a client with a model", ({ answers }) => {
    const said = sampledText(answers["question"]);
    return said === undefined ? ask({ question: sampling("Say something.", 20) }) : text(said);
  }),
  fixtureTool("test_streaming_elicitation", "Asks the person while streaming", ({ answers, progress }) => {
    progress({ done: 1, total: 2 });
    const given = field(answers["user_name"], "name");
    return given === undefined ? ask({ user_name: form("What is your name?", name) }) : text(`Hello, ${given}!`);
  }),
  fixtureTool("test_input_required_result_elicitation", "Asks for a name", ({ answers }) => {
    const given = field(answers["user_name"], "name");
    return given === undefined ? ask({ user_name: form("What is your name?", name) }) : text(`Hello, ${given}!`);
  }),
  fixtureTool("test_input_required_result_sampling", "Asks for a capital", ({ answers }) => {
    const said = sampledText(answers["capital_question"]);
    const question = sampling("What is the capital of France?", 100);
    return said === undefined ? ask({ capital_question: question }) : text(said);
  }),
  fixtureTool("test_input_required_result_list_roots", "Asks for the roots", ({ answers }) => {
    const given = answers["client_roots"]?.["roots"] as { uri: string }[] | undefined;
    return given === undefined
      ? ask({ client_roots: roots })
      : text(`Roots: ${given.map(({ uri }) => uri).join(", ")}`);
  }),
  fixtureTool(
    "test_input_required_result_capabilities",
    "Asks only what the client can answer",
    ({ answers, canAsk }) => {
      if (Object.keys(answers).length > 0) return text("Answered.");
      return ask({
        ...(canAsk("elicitation/create") && { user_name: form("What is your name?", name) }),
        ...(canAsk("sampling/createMessage") && { greeting: sampling("Generate a greeting", 50) }),
        ...(canAsk("roots/list") && { client_roots: roots }),
      });
    },
  ),
];

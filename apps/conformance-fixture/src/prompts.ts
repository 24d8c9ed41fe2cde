import { ask, definePrompt } from "@fairlead/core";
import { z } from "zod";
import { field, form } from "./questions.ts";
import { RED_PIXEL_PNG } from "./samples.ts";

export const prompts = [
  definePrompt({
    name: "test_simple_prompt",
    title: "test_simple_prompt",
    description: "A prompt without arguments",
    arguments: z.object({}),
    run: async () => [said("This is a simple prompt for testing.")],
  }),
  definePrompt({
    name: "test_prompt_with_arguments",
    title: "test_prompt_with_arguments",
    description: "A prompt with two arguments",
    arguments: z.object({ arg1: z.string().describe("First"), arg2: z.string().describe("Second") }),
    run: async ({ arg1, arg2 }) => [said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  }),
  definePrompt({
    name: "test_prompt_with_embedded_resource",
    title: "test_prompt_with_embedded_resource",
    description: "A prompt with a resource in it",
    arguments: z.object({ resourceUri: z.string().describe("URI to embed") }),
    run: async ({ resourceUri }) => [
      {
        role: "user",
        content: {
          type: "resource",
          resource: { uri: resourceUri, mimeType: "text/plain", text: "Embedded resource content for testing." },
        },
      },
      said("Please process the embedded resource above."),
    ],
  }),
  definePrompt({
    name: "test_prompt_with_image",
    title: "test_prompt_with_image",
    description: "A prompt with a picture in it",
    arguments: z.object({}),
    run: async () => [
      { role: "user", content: { type: "image", data: RED_PIXEL_PNG, mimeType: "image/png" } },
      said("Please analyze the image above."),
    ],
  }),
  definePrompt({
    name: "test_input_required_result_prompt",
    title: "test_input_required_result_prompt",
    description: "A prompt that asks first",
    arguments: z.object({}),
    run: async (_args, { answers }) => {
      const context = field(answers["user_context"], "context");
      if (context !== undefined) return [said(`Use this context: ${context}`)];
      const question = form("What context should the prompt use?", { context: { type: "string" } });
      return ask({ user_context: question });
    },
  }),
];

function said(text: string) {
  return { role: "user", content: { type: "text", text } } as const;
}

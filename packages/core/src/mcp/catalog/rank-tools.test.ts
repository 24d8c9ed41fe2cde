import { expect, test } from "vitest";
import { z } from "zod";
import { defineTool } from "../../connector/index.ts";
import { catalogTool } from "./catalog-tool.ts";
import { rankTools } from "./rank-tools.ts";

const tool = (name: string, description: string, field = "id") =>
  catalogTool(
    defineTool({
      name,
      title: name.replaceAll("_", " "),
      description,
      access: "read",
      scopes: [],
      input: z.object({ [field]: z.string().describe("Field") }),
      output: z.object({}),
      run: async () => ({}),
    }),
    "all",
  );
const tools = [
  tool("list_branches", "Branches of a repository."),
  tool("delete_branch", "Removes one for good."),
  tool("get_commit", "One commit and the branch it is on.", "sha"),
  tool("get_me", "Who is signed in."),
];
const names = (query: string) => rankTools(tools, query).map((entry) => entry.tool.name);

test("a word in the name counts most, plural or not, and ties go by name", () => {
  expect(names("branches")).toEqual(["list_branches", "delete_branch", "get_commit"]);
  expect(names("Delete a branch!")[0]).toBe("delete_branch");
});

test("fields are looked at last, and nothing is found by nothing", () => {
  expect(names("sha")).toEqual(["get_commit"]);
  expect(names("")).toEqual([]);
  expect(names("zebra")).toEqual([]);
});

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { hasim } from "./hasim.js";

const folder = fileURLToPath(new URL("../../scenarios/essay/", import.meta.url));
const claims = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

it.concurrent.each(claims)("%s is as it claims", async (name) => {
  const { stdout, code } = await hasim(["verify", `${folder}${name}`]);
  expect(stdout).toMatch(/^ok /);
  expect(code).toBe(0);
});

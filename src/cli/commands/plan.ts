import type { Argv } from "yargs";
import { Exit } from "../outcome.js";
export const command = "plan [scenario]";
export const describe = "recommend: no redundancy, DR or HA, which architecture, how many nodes, which repair contract";
export const builder = (yargs: Argv): Argv => yargs;
export async function handler(_flags: Record<string, unknown>): Promise<number> { return Exit.DONE; }
export function planQuestionOf(_file: string): object | null { return null; }
export function verifyPlan(_q: object): never[] { return []; }

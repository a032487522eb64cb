import { z } from "zod";

/** What is published of the form of an answer: JSON Schema 2020-12. Further keys may be added without a new format version. */
export function publishedSchema(of: string, schema: z.ZodType): object {
  return { title: `hasim ${of}`, ...z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" }) };
}

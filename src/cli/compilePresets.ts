import { compilePresets } from "./files.js";

// The last step of `npm run build`.
compilePresets();

import {test} from "vitest";
import {readYaml} from "/work/main/src/scenario/yamlText.js";
import {formatProblem} from "/work/main/src/scenario/problem.js";
test("x",()=>{
 for (const [n,t] of Object.entries({
  open:"[".repeat(20000), dash:"- ".repeat(20000), brace:"{a: ".repeat(5000), indent:Array.from({length:200},(_,i)=>" ".repeat(i)+"a:").join("\n"), q:"? ".repeat(20000),
  evade:'a: |\n  \'x\nb: '+'[ "]", '.repeat(100),
  dup:"a: 1\nb: 2\na: 3\n", bad:"a: [1, 2\nb: 3\n", tab:"a:\n\t- b\n", und:"a: *x\n", circ:"a: &a [*a]", proto:"a: 1\n__proto__: {x: 1}\n", nan:"a:\n  - .nan\n", cplx:"? [a, b]\n: 1\n",
  bomb:"a: &a [x,x,x,x,x,x,x,x,x]\n"+"bcdefghi".split("").map((c,i)=>`${c}: &${c} [${Array(9).fill("*"+"abcdefgh"[i]).join(",")}]`).join("\n"),
  tag:"a: !!js/function x\n", two:"a: 1\n---\nb: 2\n", empty:"", scalar:"hello", nul:"a: \0\n", big:"x".repeat(2**20+1), tokens: "[" + "1,".repeat(500000)+"]",
  q2: '"'.repeat(500000), star:"*".repeat(500000), colon: ":".repeat(500000), colsp:"a: ".repeat(300000), nl:"\n".repeat(900000), flowml:"["+"a\n".repeat(200000), amp: "&a ".repeat(200000), bang:"! ".repeat(200000), crlf:"a: 1\r\nb: [\r\n",
 })) { const s=performance.now(); const y=readYaml(t,"f.yaml"); console.log(n, Math.round(performance.now()-s)+"ms", y.problems.slice(0,3).map(formatProblem).join(" | ").slice(0,400), y.data===undefined?"REFUSED":""); }
});

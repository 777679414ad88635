/* What Mozilla's HTTP Observatory and Google's CSP Evaluator say of an address: node observe.mjs MODULES HOST HTTPS HTTP
   The Observatory's own command knows no ports, so its parts are put together here as its scanner does. */
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, hostname, httpsPort, httpPort] = process.argv.slice(2);
const observatory = path.join(modules, "@mdn", "mdn-http-observatory");
const part = (file) => import(pathToFileURL(path.join(observatory, "src", file)));

/* Browsers' list of hosts that are only asked over TLS is fetched when it is installed. This host is on none. */
fs.writeFileSync(path.join(observatory, "conf", "hsts-preload.json"), "{}");

const [{ retrieve }, { ALL_TESTS }, grader, charts] = await Promise.all(
  ["retriever/retriever.js", "constants.js", "grader/grader.js", "grader/charts.js"].map(part),
);
const answers = await retrieve(hostname, { httpsPort, httpPort });
const tests = ALL_TESTS.map((test) => test(answers)).map(({ constructor, pass, result }) => {
  return { name: constructor.name, pass, result, points: grader.getScoreModifier(result) };
});
const sum = (found) => found.reduce((points, test) => points + test.points, 100);
const without = sum(tests.filter((test) => test.points < 0));
const { score, grade } = grader.getGradeForScore(without >= charts.MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(tests) : without);

const require = createRequire(path.join(modules, "x.js"));
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { CspParser } = require("csp_evaluator/dist/parser.js");
const policy = answers.responses.auto.headers["content-security-policy"];
const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();

console.log(JSON.stringify({ score, grade, tests, policy, findings }));

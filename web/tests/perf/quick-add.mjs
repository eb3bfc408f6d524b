// Measures how long quick add reads a line, and fails over the budget: 8 ms for 200 characters, 30 ms for 2,000.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const load = async (file) =>
  (await runnerImport(`${root}src/features/quick-add/${file}`, { root, configFile: false, logLevel: 'error' })).module;
const [{ parseLine }, { readDate }] = [await load('parse.ts'), await load('chrono.ts')];

const ROUNDS = 200;
const LINES = [
  ['a task', 'Pay rent tomorrow 9am #home !high // two transfers'],
  ['text', 'Ask the plumber whether the boiler in the flat of the second floor may be repaired before winter '],
  ['dates everywhere', 'on friday 3 march 2027 by 9am until next week at noon in 3 days '],
  ['numbers', '15 3 2026 at 9 12 7 30 4/15 10.2.1 5pm may 3 '],
  ['words of dates', 'on the first of next month in a week and a day from now at end of this year after the second '],
  ['tags', '#home #garden/roses !high p1 /doing #work '],
  ['one word', 'w'],
];
const BUDGETS = [
  [200, 8],
  [2_000, 30],
];
const options = { now: new Date(2026, 0, 15, 10, 0), locale: 'en-US', rejected: new Set(), readDate };

let over = 0;
for (const [length, budget] of BUDGETS) {
  for (const [name, part] of LINES) {
    const line = part.repeat(Math.ceil(length / part.length)).slice(0, length);
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      parseLine(line, options);
      times.push(performance.now() - start);
    }
    times.sort((left, right) => left - right);
    const typical = times[ROUNDS / 2];
    if (typical > budget) over++;
    console.log(
      `${String(length).padStart(5)} characters  ${name.padEnd(17)} median ${typical.toFixed(2)} ms  p99 ${times[Math.floor(ROUNDS * 0.99)].toFixed(2)} ms  budget ${budget} ms`,
    );
  }
}
process.exit(over === 0 ? 0 : 1);

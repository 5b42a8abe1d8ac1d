import { scenario } from './scenario.ts';

/** The program that a command line runs: `command.js URL TOKEN`, which prints what the scenario said. */
const [url = '', token = ''] = process.argv.slice(2);
console.log(JSON.stringify(await scenario(url, token)));

import { runBootstrap } from '../dist/bootstrap.js';

process.exitCode = await runBootstrap(process.argv.slice(2), process.env, (line) => console.log(line));

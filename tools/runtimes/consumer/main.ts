/* For runtimes that have a command line: `main.ts by-import.ts|by-require.cjs SETTINGS`, and the report as JSON. */

const [, , program = '', settings = ''] = process.argv;
const { run } = await import(`./${program}`);
console.log(JSON.stringify(await run(JSON.parse(settings))));

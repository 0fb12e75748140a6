import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';
import { expect, it } from 'vitest';

const id = fileURLToPath(new URL('../../examples/page.js', import.meta.url));

/** As the page of an application that calls it. */
async function bundleForBrowsers(code: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@vid/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'entry',
        resolveId: (source) => (source === id ? id : undefined),
        load: (source) => (source === id ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: id, preserveEntrySignatures: 'strict' },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('One bundle was expected.');
  return built.output[0].code;
}

it('@vid/core/download says in a browser what it needs', async () => {
  const code = await bundleForBrowsers(`
    import { downloadVideo } from '@vid/core/download';
    export const said = downloadVideo({ url: 'https://a.example/1.mp4' }, 'a.mp4').catch((error) => error.message);
  `);
  expect(code).not.toContain('node:');
  const page = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(await page.said).toMatch(/needs Node, Bun or Deno.*Nothing was downloaded/);
});

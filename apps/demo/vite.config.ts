import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@vid/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/page',
    // `light-dark()` stays as it is: a part of the page that is dark in both themes sets its own `color-scheme`.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // All that the first screen needs is one file: thirty small ones compress worse, and each costs a request.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'page', test: /src\/page\/main\.tsx$/ }] } },
    },
  },
});
